// swift-tools-version: 6.2
import PackageDescription

/// The library product alone, as somebody else would take it.
let package = Package(
  name: "jsone-rate",
  dependencies: [.package(name: "decision", path: "../..")],
  targets: [
    .executableTarget(name: "jsone-rate", dependencies: [.product(name: "JSONE", package: "decision")])
  ],
  swiftLanguageModes: [.v6])
