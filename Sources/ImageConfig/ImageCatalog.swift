package import Diagnostics
package import Document
internal import Synchronization

/// The images of a project: the files of `config/`. Their names are known at once, what is in them when it is asked
/// for; each file is read once.
package struct ImageCatalog: Sendable {
  /// Sorted, in lower case.
  package let keys: [String]
  /// Files that are no image of any key because of their names. They stop nobody; `decision check` shows them.
  package let problems: [Diagnostic]

  private let reader: Reader
  private let store = Store()

  /// Looks at names only.
  ///
  /// - Parameters:
  ///   - tree: the folder that holds `config/`.
  ///   - names: what the settings call things, by which the files are read.
  package init(tree: any FileTree, names project: ProjectNames) throws(Failure) {
    let names: [String]
    do {
      names = try tree.names(in: ImageKey.folder) ?? []
    } catch {
      throw Failure(.configuration, [ImageProblem.unreadable("\(error)").diagnostic(at: nil)])
    }
    var files: [String: [String]] = [:]
    files.reserveCapacity(names.count)
    var problems: [Diagnostic] = []
    for name in names where name != ImageKey.defaults && !ImageKey.isLock(name) {
      let path = ImageKey.folder + "/" + name
      func report(_ problem: ImageProblem) {
        problems.append(problem.diagnostic(at: SourceFile(name: path, text: "").place(at: 0)))
      }
      guard let stem = ImageKey.stem(of: name) else {
        if name.lowercased().hasSuffix(".yml") { report(.extensionOfFile(name)) }
        continue
      }
      if let key = ImageKey.key(of: stem) {
        files[key, default: []].append(path)
      } else {
        report(.fileName(stem))
      }
    }
    keys = files.keys.sorted { $0.precedesInBytes($1) }
    self.problems = problems
    reader = Reader(
      tree: tree, files: files, names: project, format: ImageFormat(platforms: project.platforms),
      hasDefaults: names.contains(ImageKey.defaults))
  }

  /// The images of these keys, or what is wrong with them: a broken file does not stop another. Many files are read on
  /// all cores. Keys that there are not are left out.
  package func load(_ keys: [String]) -> [String: Result<ImageFile, Failure>] {
    let known = keys.filter { reader.files[$0] != nil }
    let missing = store.missing(of: known)
    if !missing.isEmpty {
      let defaults = store.defaults { reader.defaults() }
      store.add(zip(missing, Parallel.map(missing) { [reader] in reader.read($0, over: defaults) }))
    }
    return store.files(of: known)
  }

  /// The worker pools of all keys whose files are good, in every environment, sorted.
  package var allPools: [String] { union { $0.pools } }

  /// The locations of all keys whose files are good, in every environment, sorted.
  package var allLocations: [String] { union { $0.locations } }

  private func union(_ values: (Image) -> [String]) -> [String] {
    var union: Set<String> = []
    for case .success(let file) in load(keys).values {
      for image in file.images { union.formUnion(values(image)) }
    }
    return union.sorted { $0.precedesInBytes($1) }
  }
}

/// Reads files; knows nothing of what was read before.
private struct Reader: Sendable {
  let tree: any FileTree
  /// Key → paths; one unless two differ by case only.
  let files: [String: [String]]
  let names: ProjectNames
  let format: ImageFormat
  let hasDefaults: Bool

  /// Nil if there are none.
  func defaults() -> Result<ImageLayer, Failure>? {
    guard hasDefaults else { return nil }
    return Result { () throws(Failure) in
      let layer = try layer("\(ImageKey.folder)/\(ImageKey.defaults)")
      guard !layer.diagnostics.hasErrors else { throw Failure(.configuration, layer.diagnostics) }
      return layer
    }
  }

  func read(_ key: String, over defaults: Result<ImageLayer, Failure>?) -> Result<ImageFile, Failure> {
    Result { () throws(Failure) in
      let paths = files[key] ?? []
      guard let path = paths.first, paths.count == 1 else {
        let place = paths.last.map { SourceFile(name: $0, text: "").place(at: 0) }
        throw Failure(.configuration, [ImageProblem.sameKey(key, files: paths).diagnostic(at: place)])
      }
      return try ImageFile(key: key, try layer(path), over: try defaults?.get(), format: format, names: names)
    }
  }

  private func layer(_ path: String) throws(Failure) -> ImageLayer {
    guard let file = try tree.source(path) else {
      let place = SourceFile(name: path, text: "").place(at: 0)
      throw Failure(.configuration, [ImageProblem.unreadable("'\(path)' is gone").diagnostic(at: place)])
    }
    return ImageLayer(try Node(yaml: file), in: file, format: format, environments: names.environments)
  }
}

/// What was read.
private final class Store: Sendable {
  private struct Content {
    var files: [String: Result<ImageFile, Failure>] = [:]
    var defaults: Result<ImageLayer, Failure>??
  }

  private let content = Mutex(Content())

  func missing(of keys: [String]) -> [String] {
    content.withLock { content in content.files.isEmpty ? keys : keys.filter { content.files[$0] == nil } }
  }

  func defaults(_ read: () -> Result<ImageLayer, Failure>?) -> Result<ImageLayer, Failure>? {
    content.withLock { content in
      if let defaults = content.defaults { return defaults }
      let defaults = read()
      content.defaults = .some(defaults)
      return defaults
    }
  }

  func add(_ files: some Sequence<(String, Result<ImageFile, Failure>)>) {
    content.withLock { content in
      content.files.reserveCapacity(content.files.count + files.underestimatedCount)
      for (key, file) in files { content.files[key] = file }
    }
  }

  func files(of keys: [String]) -> [String: Result<ImageFile, Failure>] {
    content.withLock { content in
      var found: [String: Result<ImageFile, Failure>] = [:]
      found.reserveCapacity(keys.count)
      for key in keys { found[key] = content.files[key] }
      return found
    }
  }
}
