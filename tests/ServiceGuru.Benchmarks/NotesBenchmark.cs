using BenchmarkDotNet.Attributes;
using ServiceGuru.Connectors.Git;
using ServiceGuru.Operations;
using ServiceGuru.ReleaseNotes;
using ServiceGuru.Services;

namespace ServiceGuru.Benchmarks;

/// <summary>Release notes over 1,700 merge commits of one repository, commits already in the cache; without a code host.</summary>
[MemoryDiagnoser]
public class NotesBenchmark
{
    private const int Commits = 1700;

    private readonly GatherReleaseNotes _operation = new();
    private string _folder = string.Empty;
    private OperationContext? _context;
    private GatherReleaseNotesRequest? _request;

    [GlobalSetup]
    public async Task Setup()
    {
        _folder = Directory.CreateTempSubdirectory("guru-bench-").FullName;
        string path = GitWorld.Create(_folder, "big", Commits + 10, 10);
        ServiceDefinition service = new() { Name = "bench", Repositories = [new RepositoryDefinition { Name = "big", Url = path, Slug = "bench/big" }] };
        _context = BenchContext.Of(service, _folder, git: new GitRemote(Path.Combine(_folder, "cache"), _folder, TimeProvider.System));
        _request = new GatherReleaseNotesRequest
        {
            From = new Dictionary<string, string> { ["big"] = GitWorld.Git(path, null, "rev-parse", "refs/heads/stable") },
            To = new Dictionary<string, string> { ["big"] = GitWorld.Git(path, null, "rev-parse", "refs/heads/main") },
        };
        await NotesOver1700Commits();
    }

    [GlobalCleanup]
    public void Cleanup() => Directory.Delete(_folder, recursive: true);

    [Benchmark]
    public async Task<int> NotesOver1700Commits()
    {
        Conclusion conclusion = await _operation.ConcludeAsync(_request!, [], _context!, CancellationToken.None);
        int notes = ((ReleaseNoteReport)conclusion.Output).Notes.Count;
        return notes >= Commits - 1 ? notes : throw new InvalidOperationException($"Only {notes} notes were found: {conclusion.Failure}");
    }
}
