import CommitSyntax
import Diagnostics
import TestSupport
import Testing

/// What people wrote, what it cost them, and what is said now, row by row.
@Suite struct BehaviourTableTests {
  @Test(arguments: [
    ("no-ci-with-a-space", "comment out sysprep\n\nno -ci"),
    ("pool-deploy-with-a-value", "pool-deploy: gecko-t/win10-64-azure\n\ninclude environments: staging"),
    ("include-pools-with-a-hyphen", "build win7 gpu spot\n\ninclude-pools: gecko-t/win7-32-gpu-azure"),
    ("region-as-pool", "Rebuild\n\ninclude keys:win11-64-2009-alpha\n\ninclude pools: northeurope"),
    ("pool-as-key", "test\n\ninclude keys: gecko-t/win10-64-azure\n\ninclude environments: production"),
    ("keys-without-comma", "test builds\n\ninclude keys:win10-64-2004 win10-64-2004-gpu"),
    ("key-with-extension", "test 2012\n\ninclude keys:TRUSTED-win2012r2-64-l3.yaml"),
    ("include-without-type", "test updated Git\n\ninclude win2012r2-64-l1-alpha"),
    ("include-with-colon-without-type", "test updated Git\n\ninclude: win2012r2-64-l1-alpha"),
    ("key-without-hyphens", "reduce run time\n\ninclude keys:win2022642009azurevs"),
  ])
  func mistakes(row: String, message: String) throws {
    let message = CommitMessage(message)
    #expect(message.hasErrors)
    try expectGolden(message.rendered, row + ".txt")
  }

  /// It built ten images instead of two.
  @Test func regionsApply() {
    let message = CommitMessage("regions\n\ninclude keys:win11-64-2009-alpha\n\ninclude regions: westindia, westus3")
    #expect(message.diagnostics.isEmpty)
    let regions = message.instructions.filters[.regions]
    #expect(regions?.admits("westindia") == true)
    #expect(regions?.admits("northeurope") == false)
  }

  /// It built 108 images, or none.
  @Test func theInstructionsOfMergedCommitsDoNotApply() throws {
    let merge = CommitMessage("Merge branch 'main' of ssh://example.com/images into main")
    let parents = [
      SourceFile(
        name: "message of 58461b4", text: "test 2012\n\ninclude environments: production\r\n  include keys:win7-32\r\n"),
      SourceFile(name: "message of e79fd76", text: "correction to imports"),
    ]
    let warnings = merge.instructionsNotApplied(of: parents)
    #expect(!warnings.hasErrors)
    try expectGolden(DiagnosticRenderer().text(of: warnings), "merge-of-instructions.txt")
    #expect(merge.instructionsNotApplied(of: [parents[0]]).isEmpty, "this is no merge commit")
    #expect(merge.instructionsNotApplied(of: [parents[1], parents[1]]).isEmpty)
    #expect(CommitMessage("Merge\n\nno-verify").instructionsNotApplied(of: parents).isEmpty)
  }
}
