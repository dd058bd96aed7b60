using ServiceGuru.Sandbox.Chat;
using ServiceGuru.Sandbox.Cluster;
using ServiceGuru.Sandbox.Copr;
using ServiceGuru.Sandbox.Git;
using ServiceGuru.Sandbox.GitHub;
using ServiceGuru.Sandbox.Infrastructure;
using ServiceGuru.Sandbox.Mastodon;
using ServiceGuru.Sandbox.Quay;
using ServiceGuru.Sandbox.Sentry;
using ServiceGuru.Services;

namespace ServiceGuru.Sandbox.World;

/// <summary>All that exists in the world, and what follows from what. It has no address yet: that is the web server's part.</summary>
internal sealed class SandboxWorld : IAsyncDisposable
{
    private readonly FileStream folder;
    private readonly PushWatcher watcher;
    private readonly StableDivergence? divergence;
    private readonly GitHostFaults gitHost;
    private readonly RegistryCollection collection;

    private SandboxWorld(
        SandboxOptions options, FileStream folder, SandboxPaths paths, SandboxClock clock, FaultBoard faults, SandboxTokens tokens,
        IReadOnlyList<SandboxRepository> repositories, SandboxRepository? monorepo, SandboxRepository? blog)
    {
        this.folder = folder;
        Service = options.Service;
        Paths = paths;
        Clock = clock;
        Faults = faults;
        Tokens = tokens;
        Repositories = repositories;
        Blog = blog;
        Effects = new EffectLog(paths.Effects, clock.Time);
        Images = new ImageCatalog(options.Service);
        Packages = new CoprBuilds(options.Service, repositories, Work, clock, faults);
        Publisher = new ImagePublisher(options.Service, repositories, Images, Packages.Installed);
        collection = new RegistryCollection(options.Service, Images, faults);
        Builds = new ImageBuilds(options.Service, Runs, Publisher, Work, clock, faults);
        Issues = new IssueBoard(options.Service, clock, faults);
        Matrix = new ChatRooms(options.Service, ChannelKind.Matrix, tokens, clock, Effects, faults);
        Slack = new ChatRooms(options.Service, ChannelKind.Slack, tokens, clock, Effects, faults);
        Rooms = new RoomActs(Matrix, Slack, clock);
        Mastodon = options.Service.Mastodon is { } mastodon ? new SandboxAccount(mastodon, clock, Effects) : null;
        Cluster = new SandboxCluster(options.Service, clock, Effects, faults, Images, tokens["cluster"], Work);
        Infrastructure = new InfrastructureWorld(options.Service, paths, clock, Effects, faults, Cluster);
        IReadOnlyList<SandboxRepository> all = monorepo is null ? repositories : [.. repositories, monorepo];
        watcher = new PushWatcher(all, clock.Time, OnPushAsync);
        SandboxRepository? central = repositories.FirstOrDefault(repository => repository.Definition == (RepositoryFactory.Central(options.Service) ?? options.Service.Repositories[^1]));
        divergence = central is null ? null : new StableDivergence(central, clock);
        gitHost = new GitHostFaults(central, monorepo, all, faults);
    }

    /// <summary>Gets the service as it was asked for.</summary>
    public ServiceDefinition Service { get; }

    /// <summary>Gets the files.</summary>
    public SandboxPaths Paths { get; }

    /// <summary>Gets the clock.</summary>
    public SandboxClock Clock { get; }

    /// <summary>Gets the faults.</summary>
    public FaultBoard Faults { get; }

    /// <summary>Gets the credentials.</summary>
    public SandboxTokens Tokens { get; }

    /// <summary>Gets the repositories.</summary>
    public IReadOnlyList<SandboxRepository> Repositories { get; }

    /// <summary>Gets the blog's repository, or null where the service has none of its own.</summary>
    public SandboxRepository? Blog { get; }

    /// <summary>Gets the effects.</summary>
    public EffectLog Effects { get; }

    /// <summary>Gets the registry's content.</summary>
    public ImageCatalog Images { get; }

    /// <summary>Gets the builds of packages.</summary>
    public CoprBuilds Packages { get; }

    /// <summary>Gets what pushes images.</summary>
    public ImagePublisher Publisher { get; }

    /// <summary>Gets the workflow runs.</summary>
    public WorkflowRuns Runs { get; } = new();

    /// <summary>Gets the image builds.</summary>
    public ImageBuilds Builds { get; }

    /// <summary>Gets the error tracker's issues.</summary>
    public IssueBoard Issues { get; }

    /// <summary>Gets the Matrix rooms.</summary>
    public ChatRooms Matrix { get; }

    /// <summary>Gets the Slack channels.</summary>
    public ChatRooms Slack { get; }

    /// <summary>Gets what people can do in the rooms.</summary>
    public RoomActs Rooms { get; }

    /// <summary>Gets the Mastodon account, if the service has one.</summary>
    public SandboxAccount? Mastodon { get; }

    /// <summary>Gets the cluster.</summary>
    public SandboxCluster Cluster { get; }

    /// <summary>Gets the deployment repository, its command and the vault.</summary>
    public InfrastructureWorld Infrastructure { get; }

    /// <summary>Gets what goes on by itself.</summary>
    public BackgroundWork Work { get; } = new();

    /// <summary>Makes the world with its past; nothing moves in it yet.</summary>
    public static async Task<SandboxWorld> CreateAsync(SandboxOptions options, SandboxClock clock, CancellationToken cancellationToken)
    {
        var paths = new SandboxPaths(Path.GetFullPath(options.Directory));
        var faults = new FaultBoard(options.Faults);
        PrivateFile.CreateDirectory(paths.Root);
        FileStream folder = PrivateFile.Lock(paths.Lock);
        SandboxWorld? world = null;
        try
        {
            SandboxTokens tokens = await SandboxTokens.CreateAsync(options.Service, paths.Secrets, cancellationToken);
            IReadOnlyList<SandboxRepository> repositories = await RepositoryFactory.CreateAsync(options.Service, paths.Repositories, clock.Now, cancellationToken);
            SandboxRepository? monorepo = options.Service.Monorepo is null ? null
                : await MonorepoFactory.CreateAsync(options.Service, repositories, paths.Monorepo, clock.Now, cancellationToken);
            SandboxRepository? blog = await BlogFactory.CreateAsync(options.Service, paths.Repositories, clock.Now, cancellationToken);
            world = new SandboxWorld(options, folder, paths, clock, faults, tokens, repositories, monorepo, blog);
            await world.AddPastAsync(cancellationToken);
            await world.Infrastructure.CreateAsync(cancellationToken);
            return world;
        }
        catch
        {
            await (world?.DisposeAsync() ?? folder.DisposeAsync());
            throw;
        }
    }

    /// <summary>Lets time begin.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await Cluster.StartAsync(cancellationToken);
        watcher.Begin();
        Work.Start(watcher.RunAsync);
        await gitHost.BeginAsync(cancellationToken);
        Infrastructure.Start(Work);
        Faults.Changed += OnFault;
    }

    /// <summary>Notices what has been pushed by now.</summary>
    public async Task NoticePushesAsync(CancellationToken cancellationToken)
    {
        await watcher.NoticeAsync(cancellationToken);
        await Infrastructure.NoticePushesAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Faults.Changed -= OnFault;
        await Work.DisposeAsync();
        Cluster.Dispose();
        Effects.Dispose();
        await folder.DisposeAsync();
    }

    private async Task AddPastAsync(CancellationToken cancellationToken)
    {
        if (divergence is not null && Faults.IsActive(StableDivergence.Fault))
        {
            // Before the past: production runs the cherry-picked commit.
            await divergence.ApplyAsync(active: true, cancellationToken);
        }

        Packages.AddPast();
        new WorldPast(Service, Repositories, Runs, Publisher).Add(Clock.Now);
        collection.Run();
    }

    private void OnFault(string name)
    {
        if (gitHost.Apply(name) is { } rest)
        {
            Work.Start(rest);
        }

        if (name == CoprBuilds.FailFault && !Faults.IsActive(name))
        {
            Packages.RetryFailed();
        }

        if (RegistryCollection.Concerns(name))
        {
            collection.Run();
        }

        if (name == StableDivergence.Fault && divergence is not null)
        {
            Work.Start(cancellationToken => divergence.ApplyAsync(Faults.IsActive(name), cancellationToken));
        }
    }

    private async Task OnPushAsync(RefUpdate update, CancellationToken cancellationToken)
    {
        Effects.Record("git", update.New is null ? "delete" : "push", $"{update.Repository.Name} refs/heads/{update.Branch}", update.New);
        if (update.New is not null)
        {
            await update.Repository.ResolveAsync(update.New, cancellationToken);
            Packages.Start(update);
            Builds.Start(update);
        }
    }
}
