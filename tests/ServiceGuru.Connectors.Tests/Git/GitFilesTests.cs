using ServiceGuru.Connectors.Git;
using ServiceGuru.Infrastructure;
using ServiceGuru.Operations;

namespace ServiceGuru.Connectors.Tests.Git;

public sealed class GitFilesTests : IDisposable
{
    private readonly GitWorld world = new();
    private readonly string work;
    private readonly GitFiles files;

    public GitFilesTests()
    {
        work = Path.Join(world.Root, "work");
        GitWorld.Run(world.Root, null, "init", "--quiet", "--initial-branch=main", work);
        files = new GitFiles(world.Cache, world.Root, TimeProvider.System, new GitProgram(TimeProvider.System, GitWorld.Isolated));
    }

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task Files_that_were_added_changed_moved_and_deleted_are_told_apart()
    {
        string text = string.Concat(Enumerable.Range(1, 30).Select(line => $"line {line}\n"));
        string first = Commit(("a.yml", "1"), ("b c.yml", text), ("gone", "x"));
        GitWorld.Run(work, null, "mv", "b c.yml", "new name.yml");
        GitWorld.Run(work, null, "rm", "--quiet", "gone");
        string second = Commit(("a.yml", "2"), ("d/ü.yml", "3"));

        IReadOnlyList<FileChange> changes = await files.ListChangesAsync(work, first, second, default);

        changes.ShouldBe(
            [
                new FileChange(FileChangeKind.Modified, "a.yml"),
                new FileChange(FileChangeKind.Added, "d/ü.yml"),
                new FileChange(FileChangeKind.Deleted, "gone"),
                new FileChange(FileChangeKind.Renamed, "new name.yml"),
            ],
            ignoreOrder: true);
        (await files.ListChangesAsync(work, null, first, default)).Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_file_is_read_as_a_commit_has_it()
    {
        string first = Commit(("a.yml", "kind: Deployment\n"));
        string second = Commit(("a.yml", "kind: Service\n"));

        (await files.ReadFileAsync(work, first, "a.yml", default)).ShouldBe("kind: Deployment\n");
        (await files.ReadFileAsync(work, second, "a.yml", default)).ShouldBe("kind: Service\n");
        (await files.ReadFileAsync(work, second, "none.yml", default)).ShouldBeNull();
    }

    [Fact]
    public async Task The_cache_of_commits_is_another_one()
    {
        string first = Commit(("a.yml", "1"));
        await world.Remote().ListCommitsAsync(work, null, first, default);

        (await files.ReadFileAsync(work, first, "a.yml", default)).ShouldBe("1");
    }

    [Fact]
    public async Task A_commit_that_the_remote_lacks_is_told()
    {
        string first = Commit(("a.yml", "1"));

        GuruException refused = await Should.ThrowAsync<GuruException>(() => files.ListChangesAsync(work, new string('0', 39) + "1", first, default));

        refused.Failure.NextAction.ShouldNotBeNull();
    }

    private string Commit(params (string Path, string Text)[] content)
    {
        foreach ((string path, string text) in content)
        {
            string file = Path.Join(work, path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, text);
        }

        GitWorld.Run(work, null, "add", "--all");
        GitWorld.Run(work, null, "commit", "--quiet", "-m", "Change");
        return GitWorld.Run(work, null, "rev-parse", "HEAD");
    }
}
