using ServiceGuru.Operations;
using ServiceGuru.PullRequests;
using ServiceGuru.ReleaseNotes;
using ServiceGuru.Services;
using ServiceGuru.Tests.Branches;
using NSubstitute;

namespace ServiceGuru.Tests.ReleaseNotes;

public sealed class PublishPostTests : IDisposable
{
    private const string Place = "weekly/2026/week-20.md";
    private const string Branch = "serviceguru/week-20-2026";
    private const string Text = "---\ntitle: Week 20 in Packit\ndate: 2026-05-18\nauthors: jo\n---\n\n- Packit is faster. ([packit#1](https://github.com/packit/packit/pull/1))\n";

    private readonly string folder = Directory.CreateTempSubdirectory("guru-publish-").FullName;
    private readonly PullRequestsInMemory host = new();
    private readonly PublishPost operation = new();
    private readonly OperationContext context;

    public PublishPostTests()
    {
        TestWorld world = new();
        context = world.Context(new ServiceDefinition { Name = "packit", Blog = new BlogDefinition { Slug = "packit/packit.dev", Url = new Uri("https://packit.dev/posts/weekly") } }, directory: folder);
        world.Connections.PullRequests.Returns(host);
        Directory.CreateDirectory(Path.Combine(folder, "weekly", "2026"));
        File.WriteAllText(Path.Combine(folder, Place), Text);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_branch_a_commit_and_a_pull_request_are_made()
    {
        Conclusion conclusion = await TestWorld.RunAsync(operation, Request(), context);

        conclusion.Failure.ShouldBeNull();
        host.Written.ShouldBe(["branch", "file 'Add blog post for week 20'", "open"]);
        host.Files[(Branch, Place)].ShouldBe(Text);
        PostPublication post = (PostPublication)conclusion.Output;
        post.Number.ShouldBe(7);
        post.PullRequest.ShouldBe(new Uri("https://github.com/packit/packit.dev/pull/7"));
        post.State.ShouldBe(ProposalState.Open);
        post.Url.ShouldBeNull("it is not merged yet");
    }

    [Fact]
    public async Task A_second_time_changes_nothing()
    {
        await TestWorld.RunAsync(operation, Request(), context);
        host.Written.Clear();

        Plan plan = await operation.PlanAsync(Request(), context, CancellationToken.None);
        Conclusion conclusion = await TestWorld.RunAsync(operation, Request(), context);

        plan.Changes.ShouldBeEmpty();
        host.Written.ShouldBeEmpty();
        ((PostPublication)conclusion.Output).Number.ShouldBe(7);
    }

    [Fact]
    public async Task A_changed_post_updates_the_same_pull_request_and_what_people_wrote_in_it_stays()
    {
        await TestWorld.RunAsync(operation, Request(), context);
        host.Written.Clear();
        host.Proposal = host.Proposal! with { Body = "Please look, Jo." };
        await File.WriteAllTextAsync(Path.Combine(folder, Place), Text.Replace("Week 20 in", "The week in", StringComparison.Ordinal));

        Conclusion conclusion = await TestWorld.RunAsync(operation, Request(), context);

        conclusion.Failure.ShouldBeNull();
        host.Written.ShouldBe([$"file 'Update {Place}'", "describe 'Please look, Jo.'"]);
    }

    [Fact]
    public async Task Somebody_who_was_quicker_has_the_one_pull_request()
    {
        host.Quicker = PullRequestsInMemory.Open(Branch, "Post of the week") with { Number = 5 };

        Conclusion conclusion = await TestWorld.RunAsync(operation, Request(), context);

        conclusion.Failure.ShouldBeNull();
        host.Written.ShouldNotContain("open");
        ((PostPublication)conclusion.Output).Number.ShouldBe(5);
        ((PostPublication)conclusion.Output).Title.ShouldBe("Week 20 in Packit");
    }

    [Fact]
    public async Task What_stops_half_way_goes_on_from_there()
    {
        Change change = (await operation.PlanAsync(Request(), context, CancellationToken.None)).Changes.ShouldHaveSingleItem();
        host.Branches[Branch] = "m1";
        host.Files[(Branch, Place)] = Text;

        (await operation.ProbeAsync(change, context, CancellationToken.None)).ShouldBe(ProbeOutcome.NotApplied);
        await operation.ApplyAsync(change, context, CancellationToken.None);
        (await operation.ProbeAsync(change, context, CancellationToken.None)).ShouldBe(ProbeOutcome.Applied);

        host.Written.ShouldBe(["open"]);
    }

    [Fact]
    public async Task A_post_that_would_break_the_site_is_refused()
    {
        await File.WriteAllTextAsync(Path.Combine(folder, Place), Text + "- Use {this}.\n");

        Plan plan = await operation.PlanAsync(Request(), context, CancellationToken.None);

        Failure blocker = plan.Blockers.ShouldHaveSingleItem();
        blocker.Id.ShouldBe("PostHasErrors");
        blocker.Evidence.ShouldHaveSingleItem().ShouldStartWith("8:7 MdxBrace");
        plan.Changes.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_on_the_blogs_branch_already_is_published()
    {
        host.Files[("main", Place)] = Text;
        host.Proposal = PullRequestsInMemory.Open(Branch) with { State = ProposalState.Merged, MergeCommit = "c9" };

        Conclusion conclusion = await TestWorld.RunAsync(operation, Request(), context);

        host.Written.ShouldBeEmpty();
        ((PostPublication)conclusion.Output).Url.ShouldBe(new Uri("https://packit.dev/posts/weekly/2026/week-20"));
    }

    [Fact]
    public async Task A_run_is_planned_with_the_draft_while_the_file_is_not_there()
    {
        Plan plan = await operation.PlanAsync(new PublishPostRequest { Path = "weekly/2026/week-21.md", Draft = Text }, context, CancellationToken.None);

        plan.Changes.ShouldHaveSingleItem().Summary.ShouldContain("open pull request 'Week 20 in Packit'");
        operation.Forecast(new PublishPostRequest { Path = "x" }, plan).ShouldNotBeNull().Number.ShouldBeNull();
        (await Should.ThrowAsync<GuruException>(() => operation.PlanAsync(new PublishPostRequest { Path = "weekly/none.md" }, context, CancellationToken.None))).Failure.Id.ShouldBe("PostMissing");
    }

    [Theory]
    [InlineData("elsewhere/week-20.md", null)]
    [InlineData("weekly/2026/week-20.md", "posts/week-20.md")]
    [InlineData("weekly/2026/week-20.md", "weekly/../../week-20.md")]
    public void Where_the_post_belongs_must_be_clear(string path, string? place) =>
        Should.Throw<GuruException>(() => PostAddress.InRepository(path, place, new BlogDefinition())).Failure.Id.ShouldBe("PostPlaceUnknown");

    [Fact]
    public void Without_a_blog_nothing_is_published() =>
        Should.Throw<GuruException>(() => operation.Check(Request(), new ServiceDefinition { Name = "x" })).Failure.Id.ShouldBe("BlogMissing");

    [Fact]
    public void An_objects_name_is_gits() => PostAddress.ObjectName("hello\n").ShouldBe("ce013625030ba8dba906f756967f9e9ca394464a");

    private static PublishPostRequest Request() => new() { Path = Place };
}
