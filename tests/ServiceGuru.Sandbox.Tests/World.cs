using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.Json;
using ServiceGuru.Services;

namespace ServiceGuru.Sandbox.Tests;

/// <summary>A running world in a folder of its own, with the hands to work on it: HTTP and git.</summary>
internal sealed class World : IAsyncDisposable
{
    private readonly HttpClient http = new() { Timeout = TimeSpan.FromSeconds(60) };

    private World(SandboxServer server, string directory)
    {
        Server = server;
        Folder = directory;
    }

    public SandboxServer Server { get; }

    public string Folder { get; }

    public ServiceDefinition Service => Server.Service;

    public static Task<World> StartAsync(double speed = 2000, params string[] faults) => StartAsync(TimeProvider.System, speed, faults);

    public static Task<World> StartAsync(ServiceDefinition service, params string[] faults) => StartAsync(service, TimeProvider.System, 2000, faults);

    public static Task<World> StartAsync(TimeProvider time, double speed, params string[] faults) => StartAsync(PackitDefinition.Service, time, speed, faults);

    private static async Task<World> StartAsync(ServiceDefinition service, TimeProvider time, double speed, string[] faults)
    {
        string directory = Directory.CreateTempSubdirectory("guru-world-").FullName;
        var options = new SandboxOptions { Service = service, Directory = directory, Speed = speed, Faults = faults };
        return new World(await SandboxServer.StartAsync(options, time, Deadline()), directory);
    }

    public static CancellationToken Deadline(int seconds = 120) => new CancellationTokenSource(TimeSpan.FromSeconds(seconds)).Token;

    public RepositoryDefinition Repository(string name) => Service.Repositories.Single(repository => repository.Name == name);

    public string Token(string system) => File.ReadAllText(Path.Combine(Folder, "secrets", system));

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? token = null, HttpContent? content = null, string? accept = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(Server.Url, path)) { Content = content };
        if (token is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        if (accept is not null)
        {
            request.Headers.Accept.ParseAdd(accept);
        }

        return await http.SendAsync(request, Deadline());
    }

    public Task<HttpResponseMessage> GetAsync(string path, string? token = null) => SendAsync(HttpMethod.Get, path, token);

    public async Task<JsonElement> JsonAsync(string path, string? token = null)
    {
        using HttpResponseMessage response = await GetAsync(path, token);
        return await ReadAsync(response);
    }

    public Task<JsonElement> GitHubAsync(string path) => JsonAsync($"github/{path}", Token("github"));

    public static async Task<JsonElement> ReadAsync(HttpResponseMessage response)
    {
        string text = await response.Content.ReadAsStringAsync(Deadline());
        response.IsSuccessStatusCode.ShouldBeTrue($"{(int)response.StatusCode} {text}");
        return JsonDocument.Parse(text).RootElement.Clone();
    }

    public Task<string> GitAsync(string repository, params string[] arguments) => RunGitAsync(Repository(repository).Url, arguments);

    /// <summary>Moves a branch of a repository the way a user does: by a push from a clone.</summary>
    public async Task<string> PushAsync(string repository, string refspec)
    {
        string clone = Path.Combine(Folder, "clones", repository);
        if (!Directory.Exists(clone))
        {
            Directory.CreateDirectory(clone);
            await RunGitAsync(clone, "clone", "--quiet", Repository(repository).Url, ".");
        }

        return await RunGitAsync(clone, "push", "--force", "origin", refspec);
    }

    public async Task<string> HeadAsync(string repository, string branch) => (await GitAsync(repository, "rev-parse", $"refs/heads/{branch}")).Trim();

    /// <summary>Asks again and again until the answer is as wanted, or a minute is over.</summary>
    public static async Task<T> EventuallyAsync<T>(Func<Task<T>> ask, Func<T, bool> wanted)
    {
        long start = Stopwatch.GetTimestamp();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(25));
        while (true)
        {
            T answer = await ask();
            if (wanted(answer))
            {
                return answer;
            }

            Stopwatch.GetElapsedTime(start).ShouldBeLessThan(TimeSpan.FromSeconds(60), $"last answer: {answer}");
            await timer.WaitForNextTickAsync(Deadline());
        }
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await Server.DisposeAsync();
        await Server.Stopped;
        Directory.Delete(Folder, recursive: true);
    }

    public static async Task<string> RunGitAsync(string directory, params string[] arguments)
    {
        var start = new ProcessStartInfo("git", arguments) { WorkingDirectory = directory, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["GIT_CONFIG_GLOBAL"] = "/dev/null";
        start.Environment["GIT_CONFIG_NOSYSTEM"] = "1";
        start.Environment["GIT_AUTHOR_NAME"] = start.Environment["GIT_COMMITTER_NAME"] = "Tester";
        start.Environment["GIT_AUTHOR_EMAIL"] = start.Environment["GIT_COMMITTER_EMAIL"] = "tester@example.org";
        using Process git = Process.Start(start)!;
        Task<string> output = git.StandardOutput.ReadToEndAsync(Deadline());
        Task<string> error = git.StandardError.ReadToEndAsync(Deadline());
        await git.WaitForExitAsync(Deadline());
        git.ExitCode.ShouldBe(0, await error);
        return await output;
    }
}
