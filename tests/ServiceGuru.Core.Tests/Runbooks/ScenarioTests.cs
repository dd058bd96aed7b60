using ServiceGuru.Connectors.Yaml;
using ServiceGuru.Documents;
using ServiceGuru.Operations;
using ServiceGuru.Runbooks.Scenarios;
using ServiceGuru.Runbooks.State;

namespace ServiceGuru.Runbooks;

public sealed class ScenarioTests : IDisposable
{
    private const string Book = """
        name: book
        parameters:
          where: { default: prod }
          count: { type: integer, default: 1 }
          deep: { type: boolean, default: false }
        scenarios:
          trial:
            description: A trial on staging.
            parameters: { where: stg, deep: true }
        steps: [ { id: ask, uses: test/ask, with: { text: "${{ parameters.where }}" } } ]
        """;

    private readonly TestBench _bench = new();

    private ScenarioBook Scenarios => new(_bench.Folder, new YamlDocumentParser(), new YamlDocumentWriter());

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task A_scenario_gives_parameters_that_can_be_overridden_and_the_record_names_it()
    {
        Runbook runbook = _bench.Read(Book);
        RunbookScenario scenario = await Scenarios.FindAsync(runbook, "trial", _bench.Folder, CancellationToken.None);

        RunState run = (await _bench.Session().RunAsync(
            runbook,
            _bench.Options with { Scenario = scenario, Parameters = new Dictionary<string, string> { ["deep"] = "false", ["count"] = "3" } },
            _bench, _bench, CancellationToken.None)).State;

        run.Created.Scenario.ShouldBe("trial");
        run.Created.Parameters.ToString().ShouldBe("""{"where":"stg","count":3,"deep":false}""");
    }

    [Fact]
    public void A_wrong_scenario_is_refused_with_the_runbook_and_all_mistakes_have_their_place()
    {
        InvalidDocumentException error = Should.Throw<InvalidDocumentException>(() => _bench.Read(Book.Replace("where: stg, deep: true", "wehre: stg, deep: perhaps, count: many", StringComparison.Ordinal).Replace("  trial:", "  Trial:", StringComparison.Ordinal)));

        error.Diagnostics.Select(mistake => $"{mistake.Position.Line}:{mistake.Position.Column} {mistake.Id}").ShouldBe(["7:3 InvalidName", "9:19 UnknownParameter", "9:37 InvalidValue", "9:53 InvalidValue"]);
        error.Diagnostics[1].Message.ShouldContain("Did you mean 'where'?");
    }

    [Fact]
    public async Task A_list_may_be_written_as_a_list_in_the_runbook_and_in_a_scenario()
    {
        Runbook runbook = _bench.Read("""
            name: book
            parameters: { only: { type: list, default: [one, "two, three", 4, true] }, other: { type: list, default: "five, six" } }
            scenarios: { trial: { parameters: { other: [seven, "8"] } } }
            steps: [ { id: ask, uses: test/ask } ]
            """);
        string path = Path.Combine(_bench.Folder, "own.yaml");
        await File.WriteAllTextAsync(path, "runbook: book\nparameters:\n  only: []\n  other:\n    - nine\n    - ten\n");

        (await BoundAsync(runbook, "trial")).ShouldBe("""{"only":["one","two, three","4","true"],"other":["seven","8"]}""");
        (await BoundAsync(runbook, path)).ShouldBe("""{"only":[],"other":["nine","ten"]}""");
    }

    [Fact]
    public void A_list_for_what_is_none_and_a_default_that_does_not_fit_are_refused_where_they_stand()
    {
        InvalidDocumentException error = Should.Throw<InvalidDocumentException>(() => _bench.Read("""
            name: book
            parameters:
              where: { default: [a, b] }
              count: { type: integer, default: many }
              only: { type: list }
            scenarios: { trial: { parameters: { count: [1] } } }
            steps: [ { id: ask, uses: test/ask } ]
            """));

        error.Diagnostics.Select(mistake => $"{mistake.Position.Line}:{mistake.Position.Column} {mistake.Message}").ShouldBe([
            "3:21 the default of parameter 'where' must be a text, not a list.",
            "4:36 the default of parameter 'count' must be a whole number, not 'many'.",
            "6:44 the parameter 'count' must be a whole number, not a list.",
        ]);
        Should.Throw<InvalidDocumentException>(() => _bench.Read("name: book\nparameters: { only: { type: list, default: [[a], ~] } }\nsteps: [ { id: ask, uses: test/ask } ]\n"))
            .Diagnostics.Single().Message.ShouldBe("parameters.only.default must be a text, not a list.");
    }

    [Fact]
    public async Task A_saved_scenario_is_found_again_and_listed_with_those_of_the_runbook()
    {
        Runbook runbook = _bench.Read(Book);
        RunbookScenario mine = new() { Description = "mine", Parameters = new Dictionary<string, string> { ["where"] = "true", ["count"] = "7" } };

        string path = await Scenarios.SaveAsync(runbook, "mine", mine, false, CancellationToken.None);

        (await File.ReadAllTextAsync(path)).ShouldBe("# A scenario: guru run book --scenario mine\nrunbook: book\ndescription: mine\nparameters:\n  where: \"true\"\n  count: 7\n");
        RunbookScenario found = await Scenarios.FindAsync(runbook, "mine", _bench.Folder, CancellationToken.None);
        found.Name.ShouldBe("mine");
        found.Parameters.ShouldBe(mine.Parameters);
        (await Scenarios.FindAsync(runbook, path, "/", CancellationToken.None)).Parameters.ShouldBe(mine.Parameters);
        (await Scenarios.ListAsync(runbook, CancellationToken.None)).Select(entry => (entry.Name, entry.Path)).ShouldBe([("trial", null), ("mine", path)]);
        (await RefusedAsync(() => Scenarios.SaveAsync(runbook, "mine", mine, false, CancellationToken.None))).Id.ShouldBe("NameTaken");
        (await RefusedAsync(() => Scenarios.SaveAsync(runbook, "trial", mine, true, CancellationToken.None))).Id.ShouldBe("NameTaken");
        Scenarios.Remove(runbook, "mine");
        (await RefusedAsync(() => Scenarios.FindAsync(runbook, "trail", _bench.Folder, CancellationToken.None))).Message.ShouldContain("Did you mean 'trial'?");
    }

    [Fact]
    public async Task What_does_not_fit_is_not_saved()
    {
        RunbookScenario wrong = new() { Parameters = new Dictionary<string, string> { ["wher"] = "x", ["count"] = "many" } };

        Failure failure = await RefusedAsync(() => Scenarios.SaveAsync(_bench.Read(Book), "wrong", wrong, false, CancellationToken.None));

        failure.Id.ShouldBe("InvalidParameter");
        failure.Evidence.Count.ShouldBe(2);
        Directory.Exists(Path.Combine(_bench.Folder, "scenarios")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_saved_scenario_is_checked_when_it_is_used_since_the_runbook_may_have_changed()
    {
        RunbookScenario mine = new() { Parameters = new Dictionary<string, string> { ["where"] = "stg", ["count"] = "7", ["deep"] = "true" } };
        string path = await Scenarios.SaveAsync(_bench.Read(Book), "mine", mine, false, CancellationToken.None);
        Runbook changed = _bench.Read("name: book\nparameters: { place: {}, count: { type: boolean }, deep: { type: boolean } }\nsteps: [ { id: ask, uses: test/ask } ]\n");

        InvalidDocumentException error = await Should.ThrowAsync<InvalidDocumentException>(() => Scenarios.FindAsync(changed, "mine", _bench.Folder, CancellationToken.None));

        error.Diagnostics.Select(mistake => $"{mistake.Position.Line}:{mistake.Position.Column} {mistake.Id}").ShouldBe(["4:3 UnknownParameter", "5:10 InvalidValue"]);
        error.Diagnostics[0].Position.File.ShouldBe(path);
        (await Scenarios.ListAsync(changed, CancellationToken.None)).Single().Mistakes.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_name_that_means_two_and_a_file_of_another_runbook_are_refused()
    {
        Runbook without = _bench.Read(Book.Replace("trial:", "other:", StringComparison.Ordinal));
        string path = await Scenarios.SaveAsync(without, "trial", new RunbookScenario(), false, CancellationToken.None);
        Runbook another = _bench.Read("name: another\nsteps: [ { id: ask, uses: test/ask } ]\n");

        (await RefusedAsync(() => Scenarios.FindAsync(_bench.Read(Book), "trial", _bench.Folder, CancellationToken.None))).Id.ShouldBe("ScenarioAmbiguous");
        (await Should.ThrowAsync<InvalidDocumentException>(() => Scenarios.FindAsync(another, path, _bench.Folder, CancellationToken.None))).Diagnostics.Single().Id.ShouldBe("WrongRunbook");
    }

    private async Task<string> BoundAsync(Runbook runbook, string scenario)
    {
        RunbookScenario found = await Scenarios.FindAsync(runbook, scenario, _bench.Folder, CancellationToken.None);
        return (await _bench.Session().RunAsync(runbook, _bench.Options with { Scenario = found }, _bench, _bench, CancellationToken.None)).State.Created.Parameters.ToString();
    }

    private static async Task<Failure> RefusedAsync(Func<Task> act) => (await Should.ThrowAsync<GuruException>(act)).Failure;
}
