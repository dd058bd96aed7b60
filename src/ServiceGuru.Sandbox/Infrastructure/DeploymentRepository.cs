using ServiceGuru.Sandbox.Git;
using ServiceGuru.Sandbox.World;
using ServiceGuru.Services;

namespace ServiceGuru.Sandbox.Infrastructure;

/// <summary>The bare deployment repository and the user's clone of it, which is up to date.</summary>
internal sealed class DeploymentRepository(ServiceDefinition service, InfrastructureDefinition infrastructure, SandboxPaths paths, SandboxClock clock)
{
    private readonly SemaphoreSlim turn = new(1, 1);
    private readonly DeploymentHistory history = new(service, infrastructure, clock.Now);
    private bool dirty;
    private bool behind;

    /// <summary>Gets the bare repository.</summary>
    public SandboxRepository Bare { get; } = new(new RepositoryDefinition { Name = "deployment", Url = paths.DeploymentRepository }, paths.DeploymentRepository);

    private string Checkout => paths.DeploymentCheckout;

    /// <summary>Makes both; those of an earlier world in the folder are replaced.</summary>
    public async Task CreateAsync(CancellationToken cancellationToken)
    {
        foreach (string old in new[] { Bare.Path, Checkout }.Where(Directory.Exists))
        {
            Directory.Delete(old, recursive: true);
        }

        Directory.CreateDirectory(Bare.Path);
        await GitProgram.RunAsync(Bare.Path, ["init", "--quiet", "--bare", "--template=", $"--initial-branch={infrastructure.Branch}", "."], input: null, cancellationToken);
        await File.WriteAllTextAsync(Path.Combine(Bare.Path, "config"), RepositoryFactory.Config, cancellationToken);
        await GitProgram.RunAsync(Bare.Path, ["fast-import", "--quiet", "--done"], FastImport.Stream(history.Plan(), infrastructure.Branch), cancellationToken);
        await GitProgram.RunAsync(paths.Root, ["clone", "--quiet", "--template=", "--", Bare.Path, Checkout], input: null, cancellationToken);
    }

    /// <summary>Reads a workload's template as a commit has it, or null.</summary>
    public async Task<string?> ReadTemplateAsync(string commit, WorkloadDefinition workload, CancellationToken cancellationToken)
    {
        string path = DeploymentHistory.Template(workload);
        string listed = await GitProgram.RunAsync(Bare.Path, ["ls-tree", commit, "--", path], input: null, cancellationToken);
        return listed.Length == 0 ? null : await GitProgram.RunAsync(Bare.Path, ["cat-file", "blob", $"{commit}:{path}"], input: null, cancellationToken);
    }

    /// <summary>Makes the clone dirty or lets it fall behind, or lets the user put that right again.</summary>
    public async Task SetAsync(bool isDirty, bool isBehind, CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken);
        try
        {
            string template = DeploymentHistory.Template(history.Central);
            if (isDirty && !dirty)
            {
                await File.AppendAllTextAsync(Path.Combine(Checkout, template), "# TRYING SOMETHING\n", cancellationToken);
            }
            else if (dirty && !isDirty)
            {
                await GitProgram.RunAsync(Checkout, ["checkout", "--quiet", "--", template], input: null, cancellationToken);
            }

            if (isBehind && !behind)
            {
                await GitProgram.RunAsync(Bare.Path, ["fast-import", "--quiet", "--done"], FastImport.Stream(infrastructure.Branch, Bare.Head(infrastructure.Branch)!, history.Surprise(clock.Now)), cancellationToken);
            }
            else if (behind && !isBehind)
            {
                await GitProgram.RunAsync(Checkout, ["fetch", "--quiet", "origin"], input: null, cancellationToken);
                await GitProgram.RunAsync(Checkout, ["merge", "--quiet", "--ff-only", $"origin/{infrastructure.Branch}"], input: null, cancellationToken);
            }

            (dirty, behind) = (isDirty, isBehind);
        }
        finally
        {
            turn.Release();
        }
    }
}
