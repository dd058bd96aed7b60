using ServiceGuru.Sandbox.Cluster;
using ServiceGuru.Sandbox.Git;
using ServiceGuru.Sandbox.World;
using ServiceGuru.Services;

namespace ServiceGuru.Sandbox.Infrastructure;

/// <summary>
/// The deployment repository with the user's clone of it, the command that deploys, and the vault, as far as the definition
/// names them.
/// </summary>
internal sealed class InfrastructureWorld
{
    private readonly ServiceDefinition service;
    private readonly SandboxPaths paths;
    private readonly SandboxClock clock;
    private readonly EffectLog effects;
    private readonly FaultBoard faults;
    private readonly DeploymentRepository? repository;
    private readonly DeployProgram? deploy;
    private readonly VaultProgram? vault;
    private PushWatcher? marks;

    /// <summary>Initializes a new instance of the <see cref="InfrastructureWorld"/> class. Nothing exists yet.</summary>
    public InfrastructureWorld(ServiceDefinition service, SandboxPaths paths, SandboxClock clock, EffectLog effects, FaultBoard faults, SandboxCluster cluster)
    {
        this.service = service;
        this.paths = paths;
        this.clock = clock;
        this.effects = effects;
        this.faults = faults;
        if (service.Infrastructure is { } infrastructure)
        {
            repository = new DeploymentRepository(service, infrastructure, paths, clock);
            deploy = new DeployProgram(service, paths, repository, effects, faults, cluster, clock);
        }

        vault = service.SecretsChangelog is { } changelog ? new VaultProgram(changelog, paths, clock) : null;
    }

    /// <summary>Makes all files.</summary>
    public async Task CreateAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(paths.Programs);
        await (repository?.CreateAsync(cancellationToken) ?? Task.CompletedTask);
        await (deploy?.CreateAsync(cancellationToken) ?? Task.CompletedTask);
        await (vault?.CreateAsync(cancellationToken) ?? Task.CompletedTask);
        await ApplyFaultsAsync(cancellationToken);
    }

    /// <summary>Lets the world answer what the command asks for, and notice what is pushed.</summary>
    public void Start(BackgroundWork work)
    {
        faults.Changed += _ => work.Start(ApplyFaultsAsync);
        if (repository is null)
        {
            return;
        }

        work.Start(deploy!.RunAsync);
        if (service.Infrastructure!.Mark?.Split('/') is ["refs", var folder, ..])
        {
            marks = new PushWatcher([repository.Bare], clock.Time, OnMark, folder);
            marks.Begin();
            work.Start(marks.RunAsync);

            Task OnMark(RefUpdate update, CancellationToken cancellationToken)
            {
                effects.Record("git", update.New is null ? "delete" : "push", $"deployment refs/{folder}/{update.Branch}", update.New);
                return Task.CompletedTask;
            }
        }
    }

    /// <summary>Notices what has been pushed by now.</summary>
    public Task NoticePushesAsync(CancellationToken cancellationToken) => marks?.NoticeAsync(cancellationToken) ?? Task.CompletedTask;

    private async Task ApplyFaultsAsync(CancellationToken cancellationToken)
    {
        vault?.Set(faults.IsActive("vault-locked"), faults.IsActive("vault-missing-item"));
        await (repository?.SetAsync(faults.IsActive("checkout-dirty"), faults.IsActive("checkout-behind"), cancellationToken) ?? Task.CompletedTask);
    }
}
