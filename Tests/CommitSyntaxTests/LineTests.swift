import CommitSyntax
import Diagnostics
import Testing

/// Where the line runs between an instruction, a mistake and prose.
@Suite struct LineTests {
  @Test(arguments: [
    "", "ci: switch to py client for hawk", "include quotes", "include sku in image name",
    "enable rdp in sysprep (win7)", "purge stale security groups", "pool deploy fixes for win7",
    "exclude broken tests from run", "include pools in the manifest", "include keys in the manifest",
    "include regions where quota allows", "Include all environments that we have", "include environment variables",
    "include utf-8 locale", "include x86-64 drivers", "exclude defender from scans", "includes fixes for win10-64-2004",
    "include win10-64-2004 in the allow list", "exclude northeurope from win7 because of quota",
    "include key rotation: see the manual", "included regions are now read", "include a note: the sku has changed",
    "regions: see the manual", "keys are file names", "test image tagging in northeurope", "no more tests",
    "no idea why this fails", "no cli", "disabled local clipboard", "disabled cleanup", "overwrites machine images",
    "deploy pool", "purge taskcluster caches", "fix no-ci handling", "document `include keys: win7-32`",
    "Revert \"include keys: win7-32\"", "This reverts commit 58461b4.", "> include keys: win7-32", "> no-ci",
    "see include keys: and exclude keys: in the manual", "we should include keys: win7-32 is missing",
    "[skip ci]", "[ci skip]", "# a comment of include keys", "fixup! correct the include of keys",
    "Merge pull request #7 from dividehex/travis_fix", "- [Release notes](https://github.com/urllib3/urllib3/releases)",
    "  dependency-type: direct:production", "updated-dependencies:", "Signed-off-by: a <a@example.com>",
    "Update DeplymentID/ include azure vm agent install", "pool deploy: handle a missing image", "win10-64-2004",
    "staging", "northeurope", "Add southcentralus", "test builds", "2022 spin up tests", "build server images",
    "add regions: northeurope, westus3", "look for quota in any us region", "prod deploy", "fix spot pool deploy",
    "    key = None", "includes=None", "include keys file", "included regions: see below",
    "including keys: the reasons", "Included keys:",
    "include tools: git, hg", "include fix: bump the version", "verify: no change", "include", "exclude", "none",
  ])
  func proseIsProse(line: String) {
    let message = CommitMessage(line)
    #expect(message.diagnostics.isEmpty, "\(message.rendered)")
    #expect(message.instructions.isEmpty)
    #expect(CommitMessage("subject\n\n  " + line).diagnostics.isEmpty)
  }

  @Test(
    arguments: [
      ("no -ci", "misspelled-switch", "no-ci"), ("no ci", "misspelled-switch", "no-ci"),
      ("no_ci", "misspelled-switch", "no-ci"), ("NoCI", "misspelled-switch", "no-ci"),
      ("no - ci", "misspelled-switch", "no-ci"), ("no–ci", "misspelled-switch", "no-ci"),
      ("no-ic", "misspelled-switch", "no-ci"), ("skip ci", "misspelled-switch", "no-ci"),
      ("no-taskcluster", "misspelled-switch", "no-taskcluster-ci"),
      ("no taskcluster ci", "misspelled-switch", "no-taskcluster-ci"),
      ("no-taskclutser-ci", "misspelled-switch", "no-taskcluster-ci"),
      ("pool deploy", "misspelled-switch", "pool-deploy"), ("pool-depoly", "misspelled-switch", "pool-deploy"),
      ("deploy-pool", "misspelled-switch", "pool-deploy"), ("pooldeploy", "misspelled-switch", "pool-deploy"),
      ("overwrite-machine-images", "misspelled-switch", "overwrite-machine-image"),
      ("overwrite machine image", "misspelled-switch", "overwrite-machine-image"),
      ("overwrite-machine-imgae", "misspelled-switch", "overwrite-machine-image"),
      ("overwite-machine-image", "misspelled-switch", "overwrite-machine-image"),
      ("overwrite machine_image", "misspelled-switch", "overwrite-machine-image"),
      ("overwrite-disk-images", "misspelled-switch", "overwrite-disk-image"),
      ("purge-taskcluster-resource", "misspelled-switch", "purge-taskcluster-resources"),
      ("disable-clean-up", "misspelled-switch", "disable-cleanup"), ("no verify", "misspelled-switch", "no-verify"),
      ("[no ci]", "misspelled-switch", "no-ci"),
      ("pool deploy: yes", "misspelled-switch", "pool-deploy"),
      ("[no-ci]", "decorated-instruction", "no-ci"), ("no-ci.", "decorated-instruction", "no-ci"),
      ("- no-ci", "decorated-instruction", "no-ci"), ("* pool-deploy", "decorated-instruction", "pool-deploy"),
      ("`no-ci`", "decorated-instruction", "no-ci"), ("--no-ci", "decorated-instruction", "no-ci"),
      ("1. no-ci", "decorated-instruction", "no-ci"), ("no-ci:", "decorated-instruction", "no-ci"),
      ("update the manual [no-ci]", "decorated-instruction", nil), ("[no-ci] update", "decorated-instruction", nil),
      ("pool-deploy: x", "switch-with-value", nil), ("no-ci = true", "switch-with-value", "no-ci"),
      (
        "pool-deploy: gecko-t/win10-64-azure", "switch-with-value",
        "pool-deploy\ninclude pools: gecko-t/win10-64-azure"
      ),
      (
        "pool-deploy gecko-t/win10-64-azure", "switch-with-value",
        "pool-deploy\ninclude pools: gecko-t/win10-64-azure"
      ),
      ("overwrite-machine-image: win7-32", "switch-with-value", "overwrite-machine-image\ninclude keys: win7-32"),
      ("no-ci (docs only)", "text-after-switch", nil), ("no-ci # docs", "text-after-switch", nil),
      ("no-ci docs only", "text-after-switch", nil), ("no-ci // docs", "text-after-switch", nil),
      ("no-ci pool-deploy", "two-instructions", "no-ci\npool-deploy"),
      ("no-ci, pool-deploy", "two-instructions", "no-ci\npool-deploy"),
      ("no ci, pool deploy", "two-instructions", "no-ci\npool-deploy"),
      ("pool-deploy include keys: win7-32", "two-instructions", "pool-deploy\ninclude keys: win7-32"),
      (
        "include keys: win7-32 include environments: staging", "two-instructions",
        "include keys: win7-32\ninclude environments: staging"
      ),
      (
        "include keys: win7-32; include environments: staging", "two-instructions",
        "include keys: win7-32\ninclude environments: staging"
      ),
      ("include keys: win7-32, no-ci", "two-instructions", "include keys: win7-32\nno-ci"),
      ("include-pools: x", "misspelled-filter", nil),
      (
        "include-pools: gecko-t/win7-32-gpu-azure", "misspelled-filter",
        "include pools: gecko-t/win7-32-gpu-azure"
      ),
      ("include_keys: win7-32", "misspelled-filter", "include keys: win7-32"),
      ("includekeys: win7-32", "misspelled-filter", "include keys: win7-32"),
      ("include key: win7-32", "misspelled-filter", "include keys: win7-32"),
      ("includes keys: win7-32", "misspelled-filter", "include keys: win7-32"),
      ("inlcude keys: win7-32", "misspelled-filter", "include keys: win7-32"),
      ("include kesy: win7-32", "misspelled-filter", "include keys: win7-32"),
      ("include keys= win7-32", "misspelled-filter", "include keys: win7-32"),
      ("include keys： win7-32", "misspelled-filter", "include keys: win7-32"),
      ("include the keys: win7-32, win10-64", "misspelled-filter", "include keys: win7-32, win10-64"),
      ("include environment: staging", "misspelled-filter", "include environments: staging"),
      ("include enviroments: staging", "misspelled-filter", "include environments: staging"),
      ("include env: staging", "misspelled-filter", "include environments: staging"),
      ("include pool: x", "misspelled-filter", nil),
      ("exlcude region: northeurope", "misspelled-filter", "exclude regions: northeurope"),
      ("include locations: northeurope", "misspelled-filter", "include regions: northeurope"),
      ("include: keys: win7-32", "misspelled-filter", "include keys: win7-32"),
      ("include: keys win7-32", "misspelled-filter", "include keys: win7-32"),
      ("including keys: win7-32", "misspelled-filter", "include keys: win7-32"),
      ("include env prod", "missing-colon", "include environments: production"),
      ("include regions frankfurt", "missing-colon", nil),
      ("include keys trusted", "missing-colon", nil),
      ("include keys;win7-32", "missing-type", "include keys: win7-32"),
      ("keys include: win7-32", "misspelled-filter", "include keys: win7-32"),
      ("include keys x", "missing-colon", nil), ("include keys", "missing-colon", nil),
      ("include keys win7-32", "missing-colon", "include keys: win7-32"),
      ("include keys win7-32 win10-64", "missing-colon", "include keys: win7-32, win10-64"),
      ("include keys - win7-32", "missing-colon", "include keys: win7-32"),
      ("include keys; win7-32", "missing-colon", "include keys: win7-32"),
      ("include-keys win7-32", "missing-colon", "include keys: win7-32"),
      ("include environment production", "missing-colon", "include environments: production"),
      ("include keys win99-64 win98-64", "missing-colon", nil),
      ("include keys foo, bar", "missing-colon", nil),
      ("include pools gecko-t/win10-64-azure in the manifest", "missing-colon", nil),
      ("include: x", "missing-type", nil), ("include:", "missing-type", nil),
      ("include: win7-32", "missing-type", "include keys: win7-32"),
      ("include win10-64-2004", "missing-type", "include keys: win10-64-2004"),
      ("include win7-32 and win10-64", "missing-type", "include keys: win7-32, win10-64"),
      ("exclude northeurope", "missing-type", "exclude regions: northeurope"),
      ("include production", "missing-type", "include environments: production"),
      ("include production environment", "missing-type", "include environments: production"),
      ("include gecko-t/win10-64-azure", "missing-type", "include pools: gecko-t/win10-64-azure"),
      ("include win2012r2-64-l1-alhpa", "missing-type", nil), ("include win2012r2-64-l9", "missing-type", nil),
      ("include win7-32 win10-64-2005", "missing-type", nil), ("include stagign", "missing-type", nil),
      ("include gecko-t/win10-64-azur", "missing-type", nil),
      ("include images: win7-32", "missing-type", "include keys: win7-32"),
      ("keys: win7-32", "missing-verb", nil), ("environment: staging", "missing-verb", nil),
      ("keys: none", "missing-verb", nil), ("keys=win7-32", "missing-verb", nil),
      ("only keys: win7-32", "missing-verb", nil),
      ("include keys and environments: win7-32, staging", "several-types", nil),
      ("- include keys: win7-32", "decorated-instruction", "include keys: win7-32"),
      ("* include keys: x", "decorated-instruction", nil),
      ("\"include keys: win7-32\"", "decorated-instruction", "include keys: win7-32"),
      ("(include keys: win7-32)", "decorated-instruction", "include keys: win7-32"),
      ("debug winrm include keys: win7-32", "instruction-in-prose", nil),
      ("ci: include environments: staging", "instruction-in-prose", nil),
    ] as [(String, String, String?)])
  func whatTriesToBeAnInstructionIsAMistake(line: String, id: String, corrected: String?) {
    let message = CommitMessage("subject\n\n\(line)\n\nmore")
    #expect(message.findings.first == "error \(id)", "\(message.rendered)")
    let mistake = message.diagnostics.first
    let expected = corrected.map { "subject\n\n\($0)\n\nmore" }
    #expect(mistake?.fixIts.isEmpty == (corrected == nil))
    #expect(message.file.correcting(message.diagnostics.prefix(1).map { $0 }) == expected ?? message.file.text)
    // As the subject, too.
    #expect(CommitMessage(line).findings.first == "error \(id)")
  }

  @Test(arguments: [
    ("disable cleanup", "switch-in-words"), ("disable cleanup.", "switch-in-words"),
    ("- disable cleanup", "switch-in-words"), ("Enable snapshot copy", "switch-in-words"),
    ("purge taskcluster resources", "switch-in-words"), ("no-ci is respected", "switch-in-prose"),
    ("pool-deploy fixes for win7", "switch-in-prose"),
    ("# include keys: win7-32", "commented-instruction"), ("#no-ci", "commented-instruction"),
    ("fixup! include keys: win7-32", "fixup-instruction"), ("squash! no-ci", "fixup-instruction"),
  ])
  func whatIsProseAndMayHaveBeenMeantOtherwiseIsAWarning(line: String, id: String) {
    #expect(CommitMessage(line).findings == ["warning \(id)"])
    #expect(CommitMessage(line).instructions.isEmpty)
  }

  @Test func aListThatIsBrokenOverTwoLines() {
    #expect(
      CommitMessage("include keys: win7-32,\n  win10-64").findings == ["warning empty-item", "error continued-list"])
    #expect(CommitMessage("include keys: win7-32,\nand a remark").findings == ["warning empty-item"])
  }
}
