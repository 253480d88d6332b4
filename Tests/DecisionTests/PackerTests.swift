import AzureStandIn
import Document
import TestSupport
import Testing

@Suite("packer template, env and validate") struct PackerTests {
  static let key = "win10-64-2004-gpu"

  @Test("the template that is printed is the one that the decision task publishes")
  func template() async throws {
    let folder = try TemporaryFolder()
    let export = try await Program.run(
      ["export", "--output", folder.path, "--message", Example.message] + Example.fixed)
    #expect(export.code == 0, "\(export.errors)")
    let ending = try await Program.run(["packer", "template", Self.key, "--environment", "production"])
    #expect(ending.code == 0, "\(ending.errors)")
    #expect(try ending.output == folder.read("packer/azure-\(Self.key)-production.json"))
  }

  @Test(
    "an environment is never chosen by us, and a wrong name is said with the right one",
    arguments: [
      (["template", key], "name one of the environments production, staging with --environment"),
      (["template", "win10-64-2004-gpx", "--environment", "production"], "did you mean `win10-64-2004-gpu`?"),
      (["template", key, "--environment", "prod"], "known are production, staging"),
      (["env", key, "eastasia"], "its locations are eastus, northcentralus, northeurope, southcentralus, westeurope"),
      (["env", "nosuch", "eastus"], "there is no key `nosuch`"),
      (["env", key, "eastuss"], "did you mean `eastus`?"),
      (["validate", "nosuch"], "there is no key `nosuch`"),
      (["template", key, "--environment", "staging", "--location", "nope"], "the key is not built in `nope`"),
      (["template", key, "--environment", "staging", "--location", "eastsu"], "did you mean `eastus`?"),
    ])
  func refused(_ arguments: [String], _ words: String) async throws {
    let ending = try await Program.run(["packer"] + arguments)
    #expect(ending.code == 64)
    #expect(ending.errors.contains(words), "\(ending.errors)")
    #expect(ending.output.isEmpty)
  }

  @Test("a location's template has its builder alone, and names are compared as the project compares them")
  func location() async throws {
    let arguments = ["packer", "template", "--environment", "production"]
    let whole = try await Program.run(arguments + [Self.key])
    let part = try await Program.run(arguments + [Self.key.uppercased(), "--location", "East US"])
    #expect(part.code == 0, "\(part.errors)")
    let (all, one) = try (JSON(parsing: Array(whole.output.utf8)), JSON(parsing: Array(part.output.utf8)))
    #expect(one["builders"]?.array == all["builders"]?.array?.filter { $0["name"] == "eastus" })
    #expect(one["provisioners"] == all["provisioners"])
    let environment = try await Program.run(["packer", "env", Self.key.uppercased(), "East US"])
    #expect(environment.output.contains("location=eastus\n"))
  }

  @Test("a key without a template is not good", arguments: [[], ["rescue"], ["RESCUE", "debian-12"]])
  func nothingToValidate(keys: [String]) async throws {
    let folder = try TemporaryFolder()
    try folder.copyProject(TwoClouds.root)
    let path = "taskcluster/packer/linux.yml"
    try folder.write(
      folder.read(path).replacing("builders:", with: "things:").replacing("provisioners:", with: "x:"), to: path)
    let ending = try await Program.run(["packer", "validate", "--root", folder.path] + keys)
    #expect(ending.code == 78, "\(ending.errors)")
    #expect(ending.errors.contains("error[no-template]"))
    #expect(keys.allSatisfy { ending.errors.contains("`\($0)`") })
  }

  @Test("env has all variables of cloud-image-builder's template but the secrets")
  func env() async throws {
    let ending = try await Program.run(["packer", "env", Self.key, "eastus"])
    #expect(ending.code == 0, "\(ending.errors)")
    let lines = ending.output.split(separator: "\n")
    let pairs = lines.map { $0.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init) }
    let variables = Dictionary(pairs.map { ($0[0], $0[1]) }) { $1 }
    #expect(variables.count == lines.count)
    #expect(variables["managed_image_name"]?.contains("-eastus-") == true)
    #expect(variables["location"] == "eastus")
    #expect(variables["temp_resource_group_name"]?.hasPrefix("pkr-win10-64-2004-gpu-eastus-") == true)
    guard let text = try Shared.text("cib/packer-json-template.seed.json") else { return }
    let template = try JSON(parsing: Array(text.utf8))
    let secrets: Set = ["client_id", "client_secret", "tenant_id", "subscription_id"]
    for member in template["variables"]?.object?.members ?? [] where !secrets.contains(member.key) {
      let name = try #require(member.value.string?.split(separator: "`").dropFirst().first.map(String.init))
      #expect(variables[name] != nil, "\(name)")
    }
  }

  @Test("validate asks the real Packer", .enabled(if: Tool.isInstalled("packer")))
  func validate() async throws {
    let ending = try await Program.run(["packer", "validate", Self.key])
    #expect(ending.code == 0, "\(ending.errors)")
    #expect(ending.output == "2 templates: good\n")
    #expect(
      ending.errors.split(separator: "\n").sorted() == [
        "\(Self.key) in production: good", "\(Self.key) in staging: good",
      ])
  }

  @Test("validate says what Packer has against a template, and exits with 78")
  func invalid() async throws {
    let ending = try await Program.run(["packer", "validate", Self.key, "--packer", "false"])
    #expect(ending.code == 78)
    #expect(ending.errors.contains("error[packer-validate]"))
    #expect(ending.errors.contains("\(Self.key) in production"))
  }
}

@Suite("packer build, with the real Packer", .enabled(if: Tool.isInstalled("packer")))
struct PackerBuildCommandTests {
  /// Builders that make nothing and print all that they are given.
  private static func template(_ script: String) -> String {
    let json: JSON = [
      "variables": ["client_secret": "{{env `client_secret`}}", "task_id": "{{env `TASK_ID`}}"],
      "sensitive-variables": ["client_secret"],
      "builders": .array(["eastus", "westus"].map { ["name": $0, "type": "null", "communicator": "none"] }),
      "provisioners": [["type": "shell-local", "inline": [.string(script)]]],
    ]
    return json.text()
  }

  /// Runs a program until its output has a line, ends it as a worker does, and shows what it said.
  private static let terminating = """
    line=$1; shift
    "$@" > "$0" 2>&1 &
    for _ in $(seq 600); do grep -q "$line" "$0" && break; sleep 0.1; done
    kill -TERM $!
    wait $!
    code=$?
    cat "$0"
    exit $code
    """

  private func run(
    _ azure: AzureStandIn, _ script: String, _ arguments: [String] = [], _ environment: [String: String] = [:],
    terminatedAfter line: String? = nil
  ) async throws -> Program.Ending {
    let folder = try TemporaryFolder()
    try folder.write(Self.template(script), to: "packer-template.json")
    let common = [
      "packer", "build", "win10-64-2004", "--template", folder.path + "/packer-template.json", "--login-endpoint",
      azure.url, "--azure-endpoint", azure.url,
    ]
    let variables = [
      "TASKCLUSTER_PROXY_URL": azure.url, "TASKCLUSTER_SECRET": "project/relops/image-builder/dev",
      "TASK_ID": "fN1SbArXTPSVFNUvaOlinQ", "RUN_ID": "0", "TMPDIR": folder.path,
    ].merging(environment) { $1 }
    var words = [Program.path] + common + arguments
    if let line { words = ["sh", "-c", Self.terminating, folder.path + "/output", line] + words }
    let ending = try await Program.run("env", words, environment: variables)
    for value in azure.account.values where value != azure.account.trustedSubscription {
      #expect(!(ending.output + ending.errors).contains(value))
    }
    return ending
  }

  @Test("secrets come from the task's proxy, reach Packer by the environment, and are shown nowhere")
  func secrets() async throws {
    let azure = try await AzureStandIn()
    let ending = try await run(azure, "test -n \"$client_secret\" && env && echo \"{{user `client_secret`}}\"")
    #expect(ending.code == 0, "\(ending.errors)")
    #expect(ending.output.contains("Build 'eastus' finished"))
    #expect(ending.output.contains("Build 'westus' finished"))
    #expect(ending.output.contains("client_secret="))
    #expect(azure.count("secret/") == 1)
  }

  @Test("a failing Packer fails the task as Packer does")
  func failure() async throws {
    let ending = try await run(try await AzureStandIn(), "exit 3", ["eastus"])
    #expect(ending.code == 1)
    #expect(ending.errors.contains("error[packer-failed]"))
  }

  @Test("a location that no builder has is an error of ours", arguments: [["moon"], ["eastus", "westu"]])
  func location(_ locations: [String]) async throws {
    let azure = try await AzureStandIn()
    let ending = try await run(azure, "true", locations)
    #expect(ending.code == 64)
    #expect(ending.errors.contains("error[unknown-builder]"))
    #expect(azure.count("") == 0)
  }

  @Test("an empty part of the secret is refused by name")
  func emptySecret() async throws {
    let azure = try await AzureStandIn()
    azure.setSecret("project/relops/image-builder/dev", ["relops_azure": [:]])
    let ending = try await run(azure, "true")
    #expect(ending.code == 78)
    #expect(ending.errors.contains("`relops_azure.packer.password`"))
  }

  @Test("a worker that ends the task has Packer clean up first")
  func terminated() async throws {
    let ending = try await run(
      try await AzureStandIn(), "trap '' INT; echo ready; sleep 20", ["eastus"],
      terminatedAfter: "eastus: ready")
    #expect(ending.code == 1, "\(ending.output) \(ending.errors)")
    #expect(ending.output.contains("Cancelling build after receiving interrupt"))
  }
}
