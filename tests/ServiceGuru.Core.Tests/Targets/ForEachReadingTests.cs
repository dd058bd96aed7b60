using System.Text.Json.Nodes;
using ServiceGuru.Documents;

namespace ServiceGuru.Runbooks;

public sealed class ForEachReadingTests : IDisposable
{
    private readonly TestBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void One_target_at_a_time_and_no_failure_is_the_rule_where_nobody_says_otherwise()
    {
        StepTargets targets = _bench.Read("""
            name: each
            steps:
              - { id: ask, uses: test/ask, forEach: [a, b], with: { text: "${{ item }}" } }
            """).Step("ask").ForEach!;

        targets.MaxParallel.ShouldBe(1);
        targets.Budget.Of(1000).ShouldBe(0);
    }

    [Theory]
    [InlineData("3", 200, 3)]
    [InlineData("5%", 200, 10)]
    [InlineData("5%", 19, 0)]
    [InlineData("100%", 7, 7)]
    public void A_failure_budget_is_a_number_or_a_part(string text, int targets, int may) => FailureBudget.Parse(text)!.Of(targets).ShouldBe(may);

    [Fact]
    public void Every_mistake_about_targets_is_told_with_its_place()
    {
        InvalidDocumentException error = Should.Throw<InvalidDocumentException>(() => _bench.Read("""
            name: each
            parameters:
              one: { default: a }
            steps:
              - id: gate
                uses: gate/approval
                with: { question: "go?" }
                forEach: [a]
              - id: scalar
                uses: test/ask
                forEach: a
              - id: single
                uses: test/ask
                forEach: ${{ parameters.one }}
              - id: numbers
                uses: test/ask
                forEach: [a]
                maxParallel: 0
                failureBudget: many
              - id: lonely
                uses: test/ask
                maxParallel: 3
              - id: names
                uses: test/ask
                forEach:
                  - a
                  - a
                  - { cluster: b }
              - id: outside
                uses: test/ask
                with: { text: "${{ item }}" }
              - id: fields
                uses: test/ask
                forEach:
                  - { name: a, text: x }
                  - { name: b }
                with: { text: "${{ item.text }}" }
              - id: mixed
                uses: test/ask
                forEach: "all ${{ parameters.one }}"
              - id: itself
                uses: test/ask
                forEach: ${{ item.more }}
              - id: record
                uses: test/ask
                forEach: ${{ steps.fields.output.tagrets }}
              - id: within
                uses: test/ask
                forEach: ${{ steps.fields.output.targets }}
                with: { text: "${{ item.nmae }}" }
            """));

        error.Diagnostics.Select(mistake => $"{mistake.Position.Line}:{mistake.Position.Column} {mistake.Id}").ShouldBe(
        [
            "8:14 InvalidValue",
            "11:14 WrongType",
            "14:14 DanglingReference",
            "18:18 InvalidValue",
            "19:20 InvalidValue",
            "22:18 InvalidValue",
            "27:9 DuplicateName",
            "28:9 InvalidValue",
            "31:19 DanglingReference",
            "37:19 DanglingReference",
            "40:14 WrongType",
            "43:14 DanglingReference",
            "46:14 DanglingReference",
            "50:19 DanglingReference",
        ]);
        error.Diagnostics[9].Message.ShouldContain("line 36");
        error.Diagnostics[13].Message.ShouldContain("'name'");
    }

    [Theory]
    [InlineData("a, b\n c", "a|b|c")]
    [InlineData("[\"x\", 2]", "x|2")]
    [InlineData("", "")]
    public void A_list_parameter_is_written_as_texts_or_as_json(string given, string wanted)
    {
        Runbook runbook = _bench.Read("{ name: list, parameters: { targets: { type: list } }, steps: [ { id: ask, uses: test/ask, forEach: \"${{ parameters.targets }}\" } ] }");

        JsonObject values = ParameterBinder.Bind(runbook, new Dictionary<string, string> { ["targets"] = given });

        string.Join('|', values["targets"]!.AsArray().Select(item => item!.ToString())).ShouldBe(wanted);
    }

    [Fact]
    public void A_list_parameter_must_be_one()
    {
        Runbook runbook = _bench.Read("{ name: list, parameters: { targets: { type: list } }, steps: [ { id: ask, uses: test/ask, forEach: \"${{ parameters.targets }}\" } ] }");

        Operations.GuruException error = Should.Throw<Operations.GuruException>(() => ParameterBinder.Bind(runbook, new Dictionary<string, string> { ["targets"] = "[1" }));

        error.Failure.Evidence.Single().ShouldContain("JSON array");
    }
}
