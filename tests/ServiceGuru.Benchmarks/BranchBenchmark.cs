using BenchmarkDotNet.Attributes;
using ServiceGuru.Branches;
using ServiceGuru.Connectors.Git;
using ServiceGuru.Operations;
using ServiceGuru.Services;

namespace ServiceGuru.Benchmarks;

/// <summary>30 local repositories, 12 commits ahead each: the plan, and plan and move with a cold cache.</summary>
[MemoryDiagnoser]
public class BranchBenchmark
{
    private const int Repositories = 30;

    private readonly MoveBranches _operation = new();
    private string _folder = string.Empty;
    private ServiceDefinition _service = new() { Name = "bench" };
    private string _stable = string.Empty;

    [GlobalSetup]
    public void Setup()
    {
        _folder = Directory.CreateTempSubdirectory("guru-bench-").FullName;
        _service = _service with
        {
            Repositories = [.. Enumerable.Range(1, Repositories).Select(number => new RepositoryDefinition { Name = $"r{number}", Url = GitWorld.Create(_folder, $"r{number}", 100, 88) })],
        };
        _stable = GitWorld.Git(_service.Repositories[0].Url, null, "rev-parse", "refs/heads/stable");
    }

    [IterationSetup]
    public void Reset()
    {
        foreach (RepositoryDefinition repository in _service.Repositories)
        {
            GitWorld.Git(repository.Url, null, "update-ref", "refs/heads/stable", _stable);
        }

        string cache = Path.Combine(_folder, "cache");
        if (Directory.Exists(cache))
        {
            Directory.Delete(cache, recursive: true);
        }
    }

    [GlobalCleanup]
    public void Cleanup() => Directory.Delete(_folder, recursive: true);

    [Benchmark]
    public Task<Plan> Plan30Repositories() => _operation.PlanAsync(new MoveBranchesRequest(), Context(), CancellationToken.None);

    [Benchmark]
    public async Task PlanAndMove30Repositories()
    {
        OperationContext context = Context();
        Plan plan = await _operation.PlanAsync(new MoveBranchesRequest(), context, CancellationToken.None);
        await Parallel.ForEachAsync(
            plan.Changes,
            new ParallelOptions { MaxDegreeOfParallelism = _operation.Concurrency },
            async (change, token) => await _operation.ApplyAsync(change, context, token));
    }

    private OperationContext Context() => BenchContext.Of(_service, _folder, git: new GitRemote(Path.Combine(_folder, "cache"), _folder, TimeProvider.System));
}
