using ServiceGuru.Operations;
using ServiceGuru.ReleaseNotes;
using ServiceGuru.Tests.Branches;

namespace ServiceGuru.Tests.ReleaseNotes;

public sealed class WriteBlogPostTests : IDisposable
{
    private readonly NoteWorld world = new();
    private readonly WriteBlogPost operation = new();
    private readonly string directory = Directory.CreateTempSubdirectory("guru-post-").FullName;
    private readonly OperationContext context;

    public WriteBlogPostTests()
    {
        context = world.Context(directory);
        world.Merge("service", 3089, "Packit runs `rmdepcheck`.");
    }

    private string PostPath => Path.Combine(directory, "weekly", "2026", "week-20.md");

    public void Dispose() => Directory.Delete(directory, recursive: true);

    [Fact]
    public async Task The_post_is_written_where_the_blog_has_it()
    {
        Conclusion conclusion = await TestWorld.RunAsync(operation, new WriteBlogPostRequest { Author = "jo" }, context);

        conclusion.Failure.ShouldBeNull();
        BlogPost post = conclusion.Output.ShouldBeOfType<BlogPost>();
        post.Title.ShouldBe("Week 20 in Packit");
        post.Path.ShouldBe(PostPath);
        post.RepositoryPath.ShouldBe("weekly/2026/week-20.md");
        post.Date.ShouldBe(new DateOnly(2026, 5, 18));
        post.Notes.ShouldHaveSingleItem().PullRequest.ShouldBe(3089);
        (await File.ReadAllTextAsync(PostPath)).ShouldBe(post.Markdown);
        post.Markdown.ShouldContain("authors: jo\n");
        Directory.GetFiles(Path.GetDirectoryName(PostPath)!).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task The_plan_writes_nothing_and_foretells_the_post()
    {
        Plan plan = await PlanAsync(new WriteBlogPostRequest());
        BlogPost forecast = operation.Forecast(new WriteBlogPostRequest(), plan).ShouldNotBeNull();

        Directory.GetFileSystemEntries(directory).ShouldBeEmpty();
        Change change = plan.Changes.ShouldHaveSingleItem();
        (change.Kind, change.Target, change.From, change.Effect, change.Destructive)
            .ShouldBe(("write-file", "weekly/2026/week-20.md", null, EffectContract.Convergent, false));
        forecast.Markdown.ShouldBe(((BlogPost)(await TestWorld.RunAsync(operation, new WriteBlogPostRequest(), context)).Output).Markdown);
        forecast.Notes.ShouldHaveSingleItem().Url.ShouldBe(new Uri("https://github.com/packit/packit-service/pull/3089"));
    }

    [Fact]
    public async Task The_same_post_again_is_no_change()
    {
        await TestWorld.RunAsync(operation, new WriteBlogPostRequest(), context);

        Plan plan = await PlanAsync(new WriteBlogPostRequest());
        Conclusion conclusion = await TestWorld.RunAsync(operation, new WriteBlogPostRequest(), context);

        plan.Changes.ShouldBeEmpty();
        operation.Forecast(new WriteBlogPostRequest(), plan).ShouldNotBeNull().Path.ShouldBe(PostPath);
        ((BlogPost)conclusion.Output).Path.ShouldBe(PostPath);
    }

    [Fact]
    public async Task A_different_post_in_its_place_blocks()
    {
        await PutAsync("Mine.");

        Plan plan = await PlanAsync(new WriteBlogPostRequest());

        plan.Blockers.ShouldHaveSingleItem().Id.ShouldBe("FileExists");
        plan.Changes.ShouldBeEmpty();
    }

    [Fact]
    public async Task Overwriting_keeps_what_was_there_beside_it_and_can_be_undone()
    {
        await PutAsync("Mine.");
        Change change = (await PlanAsync(new WriteBlogPostRequest { Overwrite = true })).Changes.ShouldHaveSingleItem();

        await operation.ApplyAsync(change, context, CancellationToken.None);
        (await File.ReadAllTextAsync(PostPath)).ShouldContain("rmdepcheck");
        (await File.ReadAllTextAsync(PostPath + ".previous")).ShouldBe("Mine.");

        Change undo = operation.Revert(new ChangeResult { Change = change, Status = ChangeStatus.Applied }).ShouldNotBeNull();
        await operation.ApplyAsync(undo, context, CancellationToken.None);
        (await File.ReadAllTextAsync(PostPath)).ShouldBe("Mine.");
    }

    [Fact]
    public async Task Undoing_a_new_post_removes_it_but_not_one_that_was_edited()
    {
        Change change = (await PlanAsync(new WriteBlogPostRequest())).Changes[0];
        await operation.ApplyAsync(change, context, CancellationToken.None);
        Change undo = operation.Revert(new ChangeResult { Change = change, Status = ChangeStatus.Applied }).ShouldNotBeNull();
        await PutAsync("Edited.");

        (await Should.ThrowAsync<GuruException>(() => operation.ApplyAsync(undo, context, CancellationToken.None))).Failure.Id.ShouldBe("FileChangedMeanwhile");
        File.Delete(PostPath);
        await operation.ApplyAsync(change, context, CancellationToken.None);
        await operation.ApplyAsync(undo, context, CancellationToken.None);

        File.Exists(PostPath).ShouldBeFalse();
    }

    [Fact]
    public async Task A_file_that_appeared_after_the_plan_is_left_alone()
    {
        Change change = (await PlanAsync(new WriteBlogPostRequest())).Changes[0];
        await PutAsync("Mine.");

        (await Should.ThrowAsync<GuruException>(() => operation.ApplyAsync(change, context, CancellationToken.None))).Failure.Id.ShouldBe("FileChangedMeanwhile");
        (await File.ReadAllTextAsync(PostPath)).ShouldBe("Mine.");
    }

    [Fact]
    public async Task A_probe_looks_at_the_file()
    {
        Change change = (await PlanAsync(new WriteBlogPostRequest())).Changes[0];

        (await operation.ProbeAsync(change, context, CancellationToken.None)).ShouldBe(ProbeOutcome.NotApplied);
        await operation.ApplyAsync(change, context, CancellationToken.None);
        (await operation.ProbeAsync(change, context, CancellationToken.None)).ShouldBe(ProbeOutcome.Applied);
        await PutAsync("Edited.");
        (await operation.ProbeAsync(change, context, CancellationToken.None)).ShouldBe(ProbeOutcome.Unknown);
    }

    [Fact]
    public async Task A_folder_that_can_not_be_made_is_told_with_its_path()
    {
        Change change = (await PlanAsync(new WriteBlogPostRequest { Directory = "file" })).Changes[0];
        await File.WriteAllTextAsync(Path.Combine(directory, "file"), "no folder");

        Failure failure = (await Should.ThrowAsync<GuruException>(() => operation.ApplyAsync(change, context, CancellationToken.None))).Failure;

        failure.Id.ShouldBe("FileUnusable");
        failure.Target.ShouldNotBeNull().ShouldContain("week-20.md");
    }

    [Fact]
    public async Task A_date_before_all_commits_is_refused() =>
        (await Should.ThrowAsync<GuruException>(() => PlanAsync(new WriteBlogPostRequest { Date = DateOnly.MinValue }))).Failure.Id.ShouldBe("InvalidPeriod");

    [Fact]
    public async Task Notes_older_than_the_week_make_the_post_name_the_week_that_was_left_out()
    {
        string before = world.Git.Get("service.git", "main");
        world.Merge("service", 7, "Of the week before.", NoteWorld.At(6, 9));

        Conclusion conclusion = await TestWorld.RunAsync(operation, new WriteBlogPostRequest { From = new Dictionary<string, string> { ["service"] = before } }, context);

        ((BlogPost)conclusion.Output).Title.ShouldBe("Weeks 19\u201320 in Packit");
        ((BlogPost)conclusion.Output).Markdown.ShouldContain("(May 6th \u2013 May 18th)");
    }

    [Fact]
    public async Task Nothing_to_tell_is_a_note_and_an_honest_post()
    {
        Plan plan = await PlanAsync(new WriteBlogPostRequest { Repositories = ["dashboard"] });

        plan.Notes.ShouldHaveSingleItem().Text.ShouldStartWith("nothing to tell");
        operation.Forecast(new WriteBlogPostRequest(), plan).ShouldNotBeNull().Markdown.ShouldContain("no changes that users would notice");
    }

    [Fact]
    public async Task The_monthly_form_begins_with_the_month()
    {
        world.Merge("service", 8, "Early in May.", NoteWorld.At(2, 9));
        world.Merge("service", 9, "In April.", new DateTimeOffset(2026, 4, 30, 9, 0, 0, TimeSpan.Zero));

        BlogPost post = (BlogPost)(await TestWorld.RunAsync(operation, new WriteBlogPostRequest { Form = BlogPostForm.Monthly }, context)).Output;

        post.Title.ShouldBe("Packit in May 2026");
        post.RepositoryPath.ShouldBe("weekly/May-2026.md");
        post.Notes.Select(note => note.Text).ShouldBe(["Packit runs `rmdepcheck`.", "Early in May."]);
    }

    [Fact]
    public async Task A_repository_that_can_not_be_read_blocks_the_post()
    {
        world.Git.Unreachable.Add("dashboard.git");

        Plan plan = await PlanAsync(new WriteBlogPostRequest());

        plan.Blockers.ShouldHaveSingleItem().Id.ShouldBe("GitRemoteUnreachable");
        operation.Forecast(new WriteBlogPostRequest(), plan).ShouldBeNull();
    }

    [Fact]
    public async Task Without_a_blog_the_services_title_and_the_usual_folder_are_used()
    {
        world.Service = world.Service with { Blog = null };

        Plan plan = await operation.PlanAsync(new WriteBlogPostRequest { Directory = "site", Date = new DateOnly(2026, 5, 11) }, world.Context(directory), CancellationToken.None);

        BlogPost post = operation.Forecast(new WriteBlogPostRequest(), plan).ShouldNotBeNull();
        post.Title.ShouldBe("Week 19 in Packit Service");
        post.Path.ShouldBe(Path.Combine(directory, "site", "weekly", "2026", "week-19.md"));
    }

    private Task<Plan> PlanAsync(WriteBlogPostRequest request) => operation.PlanAsync(request, context, CancellationToken.None);

    private async Task PutAsync(string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PostPath)!);
        await File.WriteAllTextAsync(PostPath, text);
    }
}
