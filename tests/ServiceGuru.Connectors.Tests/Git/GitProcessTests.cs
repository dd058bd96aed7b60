using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using ServiceGuru.Branches;
using ServiceGuru.Connectors.Git;
using ServiceGuru.Operations;

namespace ServiceGuru.Connectors.Tests.Git;

public sealed class GitProcessTests : IDisposable
{
    private readonly GitWorld world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task Cancellation_ends_git_and_everything_that_it_started()
    {
        BareRepository web = world.Create();
        string pids = Path.Join(world.Root, "pids");
        MakePipe(pids);
        web.Hook("pre-receive", $"sleep 600 & echo $$ $! > '{pids}'; wait");
        using var cancellation = new CancellationTokenSource();
        Task update = world.Remote().UpdateRefAsync(new RefUpdate(web.Path, "refs/heads/stable", web.Stable, web.Main), cancellation.Token);
        string started = await File.ReadAllTextAsync(pids).WaitAsync(TimeSpan.FromSeconds(60));

        await cancellation.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => update.WaitAsync(TimeSpan.FromSeconds(60)));
        foreach (string pid in started.Split(' '))
        {
            await ShouldEnd(int.Parse(pid, CultureInfo.InvariantCulture));
        }
    }

    [Fact]
    public async Task A_call_that_was_cancelled_before_starts_nothing()
    {
        await Should.ThrowAsync<OperationCanceledException>(() => world.Remote(program: "no-such-git").ListRefsAsync("x.git", ["refs/heads/main"], new CancellationToken(canceled: true)));
    }

    [Fact]
    public async Task Credentials_in_an_address_reach_the_server_and_no_message()
    {
        using HttpListener server = Loopback.Listen(out string prefix);
        Task<string?> seen = RefuseAsync(server);

        GuruException exception = await Should.ThrowAsync<GuruException>(() =>
            world.Remote().ListRefsAsync(prefix.Replace("http://", "http://guru:s3cr%40t@") + "web.git", ["refs/heads/main"], default));

        (await seen.WaitAsync(TimeSpan.FromSeconds(60))).ShouldBe("Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("guru:s3cr@t")));
        Failure failure = exception.Failure;
        failure.Id.ShouldBe("GitRemoteUnreachable");
        string everything = exception + failure.Target + failure.Cause + failure.NextAction + string.Concat(failure.Evidence);
        everything.ShouldNotContain("s3cr");
        everything.ShouldNotContain("guru:");
        failure.Target.ShouldBe(prefix + "web.git");
    }

    [Theory]
    [InlineData("fatal: unable to access 'https://ghp_token@github.com/a/b/'", "fatal: unable to access 'https://github.com/a/b/'")]
    [InlineData("ssh://git:secret@host/x and ssh://git@host/x", "ssh://git@host/x and ssh://git@host/x")]
    [InlineData("git@github.com:a/b.git", "git@github.com:a/b.git")]
    public void Addresses_in_messages_lose_what_may_be_secret(string text, string clean)
    {
        GitText.WithoutCredentials(text).ShouldBe(clean);
    }

    [Fact]
    public async Task Many_repositories_are_planned_and_moved_side_by_side()
    {
        string trace = Path.Join(world.Root, "trace");
        Directory.CreateDirectory(trace);
        BareRepository first = world.Create("0.git");
        string template = first.Path;
        string[] urls = [.. Enumerable.Range(1, 30).Select(number => Copy(template, Path.Join(world.Root, $"{number}.git")))];
        GitRemote remote = world.Remote(new Dictionary<string, string?> { ["GIT_TRACE2_EVENT"] = trace });

        await Task.WhenAll(urls.Select(async url =>
        {
            IReadOnlyDictionary<string, string> refs = await remote.ListRefsAsync(url, ["refs/heads/main", "refs/heads/stable"], default);
            BranchComparison comparison = await remote.CompareAsync(url, refs["refs/heads/stable"], refs["refs/heads/main"], default);
            comparison.RightOnly.Count.ShouldBe(3);
            await remote.UpdateRefAsync(new RefUpdate(url, "refs/heads/stable", refs["refs/heads/stable"], refs["refs/heads/main"]), default);
        }));

        urls.ShouldAllBe(url => new BareRepository(url).Stable == first.Main);

        // Six that we start (ls-remote, fetch, rev-list, cat-file, push, ls-remote), and on both sides what they start.
        Directory.GetFiles(trace).Length.ShouldBeLessThanOrEqualTo(17 * urls.Length);
    }

    private static async Task<string?> RefuseAsync(HttpListener server)
    {
        HttpListenerContext context = await server.GetContextAsync();
        string? authorization = context.Request.Headers["Authorization"];
        context.Response.StatusCode = 403;
        context.Response.Close();
        return authorization;
    }

    private static string Copy(string from, string to)
    {
        foreach (string directory in Directory.GetDirectories(from, "*", SearchOption.AllDirectories))
        {
            Directory.CreateDirectory(directory.Replace(from, to));
        }

        foreach (string file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            File.Copy(file, file.Replace(from, to));
        }

        return to;
    }

    private static void MakePipe(string path)
    {
        using Process process = Process.Start("mkfifo", path);
        process.WaitForExit();
    }

    private static async Task ShouldEnd(int pid)
    {
        try
        {
            using Process process = Process.GetProcessById(pid);
            await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
        }
        catch (ArgumentException)
        {
            // It has ended already.
        }
    }
}
