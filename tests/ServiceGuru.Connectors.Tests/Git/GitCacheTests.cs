using ServiceGuru.Branches;
using ServiceGuru.Connectors.Git;

namespace ServiceGuru.Connectors.Tests.Git;

public sealed class GitCacheTests : IDisposable
{
    private readonly GitWorld world = new();
    private readonly BareRepository web;
    private readonly GitRemote remote;

    public GitCacheTests()
    {
        web = world.Create();
        remote = world.Remote();
    }

    private string CacheOfWeb => Directory.GetDirectories(world.Cache).ShouldHaveSingleItem();

    public void Dispose() => world.Dispose();

    public static TheoryData<string, Action<string>> Damages => new()
    {
        { "config is garbage", cache => File.WriteAllText(Path.Join(cache, "config"), "[core") },
        { "HEAD is gone", cache => File.Delete(Path.Join(cache, "HEAD")) },
        { "objects are gone", cache => Directory.Delete(Path.Join(cache, "objects"), recursive: true) },
        { "every object is cut", CutObjects },
        { "every object is gone but the packs' folder", EmptyObjects },
        { "only an empty folder is left", EmptyFolder },
    };

    [Theory]
    [MemberData(nameof(Damages))]
    public async Task A_broken_cache_is_made_anew(string name, Action<string> damage)
    {
        name.ShouldNotBeEmpty();
        await remote.CompareAsync(web.Path, web.Stable, web.Main, default);
        damage(CacheOfWeb);
        web.Commit("refs/heads/main", "Fifth");

        BranchComparison comparison = await remote.CompareAsync(web.Path, web.Stable, web.Main, default);
        comparison.RightOnly.Count.ShouldBe(4);

        damage(CacheOfWeb);
        await remote.UpdateRefAsync(new RefUpdate(web.Path, "refs/heads/stable", web.Stable, web.Main), default);
        web.Stable.ShouldBe(web.Main);
    }

    [Fact]
    public async Task What_is_in_the_cache_is_not_fetched_again()
    {
        await remote.CompareAsync(web.Path, web.Stable, web.Main, default);
        (string stable, string main) = (web.Stable, web.Main);
        Directory.Move(web.Path, web.Path + ".away");

        (await remote.CompareAsync(web.Path, stable, main, default)).RightOnly.Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_server_that_hands_out_no_commits_by_name_is_asked_for_its_branches()
    {
        GitRemote old = world.Remote(new Dictionary<string, string?> { ["GIT_CONFIG_COUNT"] = "1", ["GIT_CONFIG_KEY_0"] = "protocol.version", ["GIT_CONFIG_VALUE_0"] = "0" });
        string second = web.Git(null, "rev-parse", "refs/heads/main~2");

        (await old.CompareAsync(web.Path, second, web.Main, default)).RightOnly.Count.ShouldBe(2);
        await old.UpdateRefAsync(new RefUpdate(web.Path, "refs/heads/stable", web.Stable, second), default);

        web.Stable.ShouldBe(second);
    }

    [Fact]
    public async Task Another_process_that_has_the_cache_is_waited_for()
    {
        await remote.CompareAsync(web.Path, web.Stable, web.Main, default);
        string lockFile = Directory.GetFiles(world.Cache, "*.lock").ShouldHaveSingleItem();
        Task<BranchComparison> waiting;
        await using (new FileStream(lockFile, FileMode.Open, FileAccess.ReadWrite, FileShare.None))
        {
            waiting = remote.CompareAsync(web.Path, web.Stable, web.Main, default);
            waiting.IsCompleted.ShouldBeFalse();
        }

        (await waiting.WaitAsync(TimeSpan.FromSeconds(60))).RightOnly.Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_cache_that_can_not_be_made_is_named()
    {
        await File.WriteAllTextAsync(world.Cache, "in the way");

        var exception = await Should.ThrowAsync<Operations.GuruException>(() => remote.CompareAsync(web.Path, web.Stable, web.Main, default));

        exception.Failure.Id.ShouldBe("GitCacheUnusable");
    }

    private static void CutObjects(string cache)
    {
        foreach (FileInfo file in new DirectoryInfo(Path.Join(cache, "objects")).EnumerateFiles("*", SearchOption.AllDirectories))
        {
            file.IsReadOnly = false;
            using FileStream stream = file.OpenWrite();
            stream.SetLength(file.Length / 2);
        }
    }

    private static void EmptyObjects(string cache)
    {
        Directory.Delete(Path.Join(cache, "objects"), recursive: true);
        Directory.CreateDirectory(Path.Join(cache, "objects", "pack"));
    }

    private static void EmptyFolder(string cache)
    {
        Directory.Delete(cache, recursive: true);
        Directory.CreateDirectory(cache);
    }
}
