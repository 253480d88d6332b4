import Document
import Synchronization
import Testing

struct ParallelTests {
  @Test(arguments: [0, 1, 2, 16, 17, 1000])
  func aStreamIsInOrder(count: Int) {
    var taken: [Int] = []
    Parallel.stream(count, { $0 * $0 }, to: { taken.append($0) })
    #expect(taken == (0..<count).map { $0 * $0 })
  }

  /// All cores are taken by those who wait for their streams: each must be able to go on alone.
  @Test func streamsOnAllCoresGoOnByThemselves() {
    let sums = Parallel.map(Array(0..<64), chunk: 1) { start in
      var sum = 0
      Parallel.stream(50, { start + $0 }, to: { sum += $0 })
      return sum
    }
    #expect(sums == (0..<64).map { 50 * $0 + 49 * 25 })
  }

  @Test func nothingMoreIsBegunAfterAFailure() {
    struct Full: Error {}
    let begun = Mutex(0)
    var taken = 0
    #expect(throws: Full.self) {
      try Parallel.stream(
        1000, ahead: 4,
        { index in
          begun.withLock { $0 += 1 }
          return index
        },
        to: { _ in
          taken += 1
          if taken == 10 { throw Full() }
        })
    }
    #expect(taken == 10)
    #expect(begun.withLock { $0 } <= 14)
  }
}
