// swift-tools-version: 6.2
import PackageDescription

/// Every target of ours is built in the same strict mode.
let strict: [SwiftSetting] = [
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("ExistentialAny"),
]

/// A wall of the house: what a target imports stands here, and `make check` holds the sources to it.
func wall(_ name: String, _ dependencies: [Target.Dependency] = [], resources: [Resource] = []) -> Target {
  .target(name: name, dependencies: dependencies, resources: resources, swiftSettings: strict)
}

/// Golden files lie beside the tests and are read from the sources, not bundled.
func tests(_ name: String, _ dependencies: [Target.Dependency], goldens: Bool = false) -> Target {
  .testTarget(
    name: name + "Tests", dependencies: dependencies + ["TestSupport"], exclude: goldens ? ["Goldens"] : [],
    swiftSettings: strict)
}

let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let arguments = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let subprocess = Target.Dependency.product(name: "Subprocess", package: "swift-subprocess")

let package = Package(
  name: "decision",
  products: [
    .executable(name: "decision", targets: ["decision"]),
    // With the values and places that its doors speak of.
    .library(name: "JSONE", targets: ["JSONE", "Document", "Diagnostics"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.0"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.0"),
    // Without its default trait it does without Foundation.
    .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.0", traits: []),
    .package(url: "https://github.com/apple/swift-system", from: "1.5.0"),
  ],
  targets: [
    // From the top of the house to its foundation: arrows point down only.
    .executableTarget(
      name: "decision",
      dependencies: [
        "GraphRendering", "LocalQueue", "PackerRunner", "AzureImages", "TaskclusterClient", "TaskGraph", "ImageConfig",
        "TaskDefinitions", "JSONE", "CommitSyntax", "Document", "Diagnostics", arguments, subprocess,
        // Subprocess's paths of programs.
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: strict),
    wall(
      "GraphRendering", ["TaskGraph", "TaskDefinitions", "CommitSyntax", "Document", "Diagnostics"],
      // The page's own parts, compiled in: the program stays one file.
      resources: ["page.html", "page.css", "picture.js", "details.js", "page.js"].map { .embedInCode("Page/\($0)") }),
    wall(
      "LocalQueue",
      [
        "TaskDefinitions", "Document",
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
      ]),
    wall("PackerRunner", ["AzureImages", "TaskclusterClient", "Document", "Diagnostics", subprocess]),
    wall("AzureImages", ["TaskclusterClient", "Document", "Diagnostics"]),
    wall("TaskclusterClient", ["TaskDefinitions", "Document", "Diagnostics", "CCurl"]),
    wall("TaskGraph", ["ImageConfig", "TaskDefinitions", "JSONE", "CommitSyntax", "Document", "Diagnostics"]),
    wall("ImageConfig", ["Document", "Diagnostics"]),
    wall("TaskDefinitions", ["Document", "Diagnostics", crypto]),
    wall("JSONE", ["Document", "Diagnostics"]),
    wall("CommitSyntax", ["Diagnostics"]),
    wall("Document", ["Diagnostics", "CYAML"]),
    wall("Diagnostics"),
    // libcurl is loaded when a command first talks to a server: its thirty libraries cost a start six milliseconds.
    .target(name: "CCurl", linkerSettings: [.linkedLibrary("dl")]),
    .systemLibrary(name: "CYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),

    .target(
      name: "TestSupport", dependencies: [subprocess], path: "Tests/TestSupport",
      swiftSettings: strict),
    // Azure's login server and images, and the secrets of a task's proxy, on loopback.
    .target(
      name: "AzureStandIn",
      dependencies: [
        "Document",
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
      ], path: "Tests/AzureStandIn", swiftSettings: strict),
    tests("Diagnostics", ["Diagnostics"]),
    tests("Document", ["Document", "Diagnostics"]),
    tests("JSONE", ["JSONE", "Document", "Diagnostics"]),
    tests("CommitSyntax", ["CommitSyntax", "Document", "Diagnostics"], goldens: true),
    tests("TaskDefinitions", ["TaskDefinitions", "Document"]),
    tests("ImageConfig", ["ImageConfig", "JSONE", "Document", "Diagnostics"], goldens: true),
    tests(
      "TaskGraph",
      ["TaskGraph", "ImageConfig", "TaskDefinitions", "CommitSyntax", "Document", "Diagnostics"]),
    tests(
      "TaskclusterClient",
      ["TaskclusterClient", "LocalQueue", "TaskDefinitions", "Document", "Diagnostics", crypto], goldens: true),
    tests("LocalQueue", ["LocalQueue", "TaskDefinitions", "Document"]),
    tests("AzureImages", ["AzureImages", "AzureStandIn", "TaskclusterClient", "Document", "Diagnostics"]),
    tests(
      "PackerRunner", ["PackerRunner", "AzureImages", "AzureStandIn", "TaskclusterClient", "Document", "Diagnostics"]),
    tests(
      "GraphRendering",
      ["GraphRendering", "TaskGraph", "ImageConfig", "TaskDefinitions", "CommitSyntax", "Document", "Diagnostics"],
      goldens: true),
    tests(
      "Decision",
      ["decision", "AzureStandIn", "LocalQueue", "TaskDefinitions", "Document"],
      goldens: true),
  ],
  swiftLanguageModes: [.v6])

// `make fuzz` alone: it has no `main` of its own, libFuzzer brings one.
if Context.environment["DECISION_FUZZ"] != nil {
  package.targets.append(
    .executableTarget(
      name: "CommitSyntaxFuzz", dependencies: ["CommitSyntax", "Diagnostics"], path: "Fuzz/CommitSyntaxFuzz",
      exclude: ["corpus.py"], swiftSettings: strict))
}
