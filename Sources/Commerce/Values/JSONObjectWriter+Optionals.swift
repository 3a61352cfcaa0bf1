extension JSONObjectWriter {
    package mutating func field(_ name: StaticString, _ value: String?) {
        if let value { field(name, value) } else { null(name) }
    }

    package mutating func field(_ name: StaticString, _ value: Int64?) {
        if let value { field(name, value) } else { null(name) }
    }

    package mutating func field(_ name: StaticString, _ value: Int32?) {
        if let value { field(name, value) } else { null(name) }
    }

    package mutating func field(_ name: StaticString, _ value: Int?) {
        if let value { field(name, value) } else { null(name) }
    }

    package mutating func fieldIfPresent(_ name: StaticString, _ value: String?) {
        if let value { field(name, value) }
    }

    package mutating func fieldIfPresent(_ name: StaticString, _ value: Int64?) {
        if let value { field(name, value) }
    }

    package mutating func fieldIfPresent(_ name: StaticString, _ value: Int32?) {
        if let value { field(name, value) }
    }

    package mutating func fieldIfPresent(_ name: StaticString, _ value: Int?) {
        if let value { field(name, value) }
    }
}
