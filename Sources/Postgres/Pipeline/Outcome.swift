/// The rows of a whole pipeline on their way from the connection's thread to the caller.
// @unchecked: `Rows` is Sendable, and a tuple of them is too, which the compiler doesn't see of a tuple made from a parameter pack.
struct Outcome<each Row: RowDecodable>: @unchecked Sendable {
    let rows: (repeat Rows<each Row>)
}
