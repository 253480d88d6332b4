import Diagnostics
import Document
import ImageConfig
import Synchronization
import Testing

struct ImageCatalogTests {
  @Test func keysAreStems() throws {
    let catalog = try Fixture.catalog([
      "win10-64.yaml": "", "OLDwin7.yaml": "", "a.b-1.yaml": "", "defaults.yaml": "", "README.md": "", "-x.yaml": "",
      "a b.yaml": "", "é.yaml": "", "win11.yml": "", ".hidden.yaml": "",
      ".#win10-64.yaml": "", "old.yaml.d/x.yaml": "",
      String(repeating: "k", count: 51) + ".yaml": "",
    ])
    #expect(catalog.keys == ["a.b-1", "oldwin7", "win10-64"])
    #expect(
      Set(catalog.problems.compactMap { $0.place?.file.name }) == [
        "config/-x.yaml", "config/a b.yaml", "config/é.yaml", "config/win11.yml", "config/.hidden.yaml",
        "config/\(String(repeating: "k", count: 51)).yaml",
      ])
    #expect(catalog.problems.allSatisfy { $0.id == "config-file-name" })
  }

  @Test func noFolder() throws {
    #expect(try Fixture.catalog(MemoryFileTree(["x": [UInt8]()])).keys.isEmpty)
  }

  @Test func aBrokenFileStopsNoOther() throws {
    let catalog = try Fixture.catalog(["good.yaml": Fixture.first, "bad.yaml": "image: ["])
    let loaded = catalog.load(["good", "bad", "none"])
    #expect(loaded.count == 2)
    #expect(throws: Never.self) { try loaded["good"]?.get() }
    let failure = #expect(throws: Failure.self) { try loaded["bad"]?.get() }
    #expect(failure?.diagnostics.map(\.id) == ["yaml-syntax"])
    #expect(catalog.allPools == ["gecko-t/win10-64"])
    #expect(catalog.allLocations == ["eastus", "westus"])
  }

  @Test func twoFilesOfOneKey() throws {
    let catalog = try Fixture.catalog([
      "Win10.yaml": Fixture.first, "win10.yaml": Fixture.first, "b.yaml": Fixture.first,
    ])
    #expect(catalog.keys == ["b", "win10"])
    let loaded = catalog.load(["b", "win10"])
    let failure = #expect(throws: Failure.self) { try loaded["win10"]?.get() }
    #expect(failure?.diagnostics.map(\.id) == ["duplicate-image-key"])
    #expect(failure?.diagnostics.first?.message.contains("`config/Win10.yaml`, `config/win10.yaml`") == true)
    #expect(throws: Never.self) { try loaded["b"]?.get() }
  }

  /// Every environment's values count.
  @Test func poolsAndLocations() throws {
    let catalog = try Fixture.catalog([
      "a.yaml": Fixture.first + "environments: {staging: {pools: [x/y], azure: {locations: [uksouth]}}}",
      "b.yaml": Fixture.second,
    ])
    #expect(catalog.allPools == ["gecko-1/win2022", "gecko-t/win10-64", "gecko-t/win2022-64", "x/y"])
    #expect(catalog.allLocations == ["centralus", "eastus", "uksouth", "westus"])
  }

  /// A tree that counts how often each file is read.
  private final class CountingTree: FileTree {
    let tree: MemoryFileTree
    let reads = Mutex<[String: Int]>([:])
    init(_ files: [String: String]) { tree = MemoryFileTree(files) }
    func read(_ path: String) throws -> [UInt8]? {
      reads.withLock { $0[path, default: 0] += 1 }
      return try tree.read(path)
    }
    func names(in folder: String) throws -> [String]? { try tree.names(in: folder) }
  }

  @Test func filesAreReadWhenAskedForAndOnce() throws {
    let files = Dictionary(uniqueKeysWithValues: (0..<500).map { ("config/key-\($0).yaml", Fixture.first) })
    let tree = CountingTree(files.merging(["config/defaults.yaml": "vm: {size: A}"]) { a, _ in a })
    let catalog = try Fixture.catalog(tree)
    #expect(tree.reads.withLock { $0.isEmpty })
    _ = catalog.load(["key-1"])
    #expect(tree.reads.withLock { $0 } == ["config/key-1.yaml": 1, "config/defaults.yaml": 1])
    #expect(catalog.load(catalog.keys).count == 500)
    _ = catalog.allPools
    #expect(tree.reads.withLock { $0.count == 501 && $0.values.allSatisfy { $0 == 1 } })
  }

  @Test func unreadable() throws {
    struct Broken: FileTree {
      struct Fault: Error, CustomStringConvertible { var description: String { "the disk is on fire" } }
      func read(_ path: String) throws -> [UInt8]? { throw Fault() }
      func names(in folder: String) throws -> [String]? { ["a.yaml"] }
    }
    let failure = #expect(throws: Failure.self) { try Fixture.load("a", in: Fixture.catalog(Broken())) }
    #expect(failure?.diagnostics.map(\.message) == ["a file must be readable: the disk is on fire"])
  }
}
