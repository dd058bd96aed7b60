using System.Text.RegularExpressions;
using ServiceGuru.Host.CommandLine;

namespace ServiceGuru.Host.Tests.Deploy;

/// <summary>The pipelines in docs/examples: their shape, and that guru understands what they call.</summary>
public sealed partial class ExampleTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "examples");

    public static TheoryData<string> Workflows => [.. Directory.GetFiles(Path.Combine(Folder, "github-actions"), "*.yml").Select(file => Path.GetFileName(file))];

    public static TheoryData<string> Lines =>
    [
        .. Directory.GetFiles(Folder, "*.yml", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None })
            .SelectMany(file => Manifest.Read(file)).SelectMany(document => document.Everything).Select(node => node.Text).OfType<string>()
            .SelectMany(text => text.Split('\n')).Select(line => line.Trim()).Where(line => line.StartsWith("guru ", StringComparison.Ordinal)).Distinct(),
    ];

    [Theory]
    [MemberData(nameof(Lines))]
    public void Each_call_of_guru_is_one(string line)
    {
        using TestHost host = new();

        CommandTree.Create(host.Parts, new GlobalOptions()).Parse(line["guru ".Length..]).Errors.ShouldBeEmpty(line);
    }

    [Theory]
    [MemberData(nameof(Workflows))]
    public void A_workflow_has_least_rights_one_deployment_at_a_time_and_an_environment_where_it_changes_something(string file)
    {
        Manifest workflow = Manifest.Read(Path.Combine(Folder, "github-actions", file)).ShouldHaveSingleItem();

        workflow["on", "schedule"].Items.ShouldNotBeEmpty();
        workflow["permissions"].Pairs.ShouldBe([new("contents", "read")]);
        workflow["concurrency", "cancel-in-progress"].Text.ShouldBe("false");
        foreach (string name in workflow["jobs"].Pairs.Keys)
        {
            Manifest job = workflow["jobs", name];
            job["timeout-minutes"].Number.ShouldNotBeNull(name);
            job["steps"].Items.ShouldNotBeEmpty();
            job["steps"].Items.Select(step => step["uses"].Text).OfType<string>().ShouldAllBe(action => action.StartsWith("actions/", StringComparison.Ordinal));
            bool secrets = job["env"].Pairs.Values.Any(value => value!.Contains("secrets.", StringComparison.Ordinal));
            (job["environment"].Text is not null).ShouldBe(secrets, $"{name}: secrets belong to an environment with its rules");
            job["steps"].Items.Select(step => step["run"].Text ?? string.Empty).ShouldAllBe(run => !Interpolation().IsMatch(run), name);
        }

        workflow["jobs", "deploy", "environment"].Text.ShouldBe("production");
    }

    [Fact]
    public void The_pipeline_of_gitlab_has_its_stages_and_waits_for_somebody_before_it_deploys()
    {
        Manifest pipeline = Manifest.Read(Path.Combine(Folder, "gitlab", ".gitlab-ci.yml")).ShouldHaveSingleItem();

        pipeline["stages"].Texts.ShouldBe(["check", "plan", "deploy"]);
        foreach (string stage in pipeline["stages"].Texts)
        {
            pipeline[stage, "stage"].Text.ShouldBe(stage);
            pipeline[stage, "script"].Items.ShouldNotBeEmpty();
        }

        pipeline["default", "image", "entrypoint"].Texts.ShouldBe([string.Empty]);
        pipeline["deploy", "environment", "name"].Text.ShouldBe("production");
        pipeline["deploy", "rules"].Items.ShouldHaveSingleItem()["when"].Text.ShouldBe("manual");
        pipeline["deploy", "id_tokens", "CLUSTER_ID_TOKEN", "aud"].Text.ShouldNotBeNullOrEmpty();
        pipeline["plan", "artifacts", "paths"].Texts.ShouldBe(["plan.json"]);
    }

    // What stands in ${{ }} gets into the script as text, whatever it holds.
    [GeneratedRegex(@"\$\{\{")]
    private static partial Regex Interpolation();
}
