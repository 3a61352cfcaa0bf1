@testable import Operations
import Testing

struct RowPartsTests {
    @Test func `parts lie end to end, one of nothing is empty and one that isn't there is NULL`() {
        let parts = RowParts([2, nil, 0, 1, nil])
        #expect(parts.first == [1, nil, 3, 3, nil])
        #expect(parts.last == [2, nil, 2, 3, nil])
    }
}
