import Commerce
import Operations

extension Endpoints {
    static let points: [Endpoint] = [.readPoints, .listPointEntries]
}
