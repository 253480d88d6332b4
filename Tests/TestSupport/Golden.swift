import FoundationEssentials
package import Testing

/// Compares text with the file `Goldens/<name>` beside the test; `UPDATE_GOLDEN=1` writes it anew.
package func expectGolden(
  _ text: String, _ name: String, file: String = #filePath, location: SourceLocation = #_sourceLocation
) throws {
  let golden = URL(filePath: file).deletingLastPathComponent().appending(path: "Goldens").appending(path: name)
  if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
    try FileManager.default.createDirectory(
      at: golden.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: golden)
    return
  }
  let expected = (try? Data(contentsOf: golden)).map { String(decoding: $0, as: UTF8.self) }
  #expect(text == expected, "differs from Goldens/\(name); UPDATE_GOLDEN=1 rewrites it", sourceLocation: location)
}
