/// What a template may use up. Templates are hostile: three lines of one can ask for a value that no machine holds.
///
/// A limit ends in an error before the value that would pass it exists.
public struct Limits: Sendable, Equatable {
  /// How deep a template, an expression in it and a value may nest. Also the cap of every parser here.
  public static let depth = 1_000

  /// Up to what size a part of a template without expressions is made once, when it is compiled.
  static let constantSize = 1 << 26

  /// The size of one value, about its bytes as JSON. What is shared within a value counts as often as it is there.
  public var size: Int
  /// Evaluated nodes, turns of loops, and the elements and text that operators go through.
  public var steps: Int

  /// 64 MiB, and a hundred million steps: some seconds.
  public static let standard = Limits(size: 1 << 26, steps: 100_000_000)

  /// `size` is clamped to 1 GiB.
  public init(size: Int, steps: Int) {
    self.size = min(max(size, 0), 1 << 30)
    self.steps = max(steps, 0)
  }
}
