using System.Collections.Concurrent;
using NSubstitute;
using ServiceGuru.Images;
using ServiceGuru.Operations;
using ServiceGuru.Services;
using ServiceGuru.Tests.Branches;
using ServiceGuru.Time;

namespace ServiceGuru.Tests.Images;

/// <summary>Two repositories that build images, and one that does not.</summary>
internal sealed class ImageWorld : IOperationProgress
{
    public static readonly ServiceDefinition Definition = new()
    {
        Name = "packit",
        Repositories =
        [
            new() { Name = "ogr", Url = "ogr.git", Slug = "packit/ogr" },
            new() { Name = "dashboard", Url = "dashboard.git", Slug = "packit/dashboard", Build = new() { Workflow = "build.yml", Images = ["dashboard"] } },
            new() { Name = "service", Url = "service.git", Slug = "packit/service", Build = new() { Workflow = "images.yml", Images = ["service", "worker"] } },
        ],
        CodeHost = new(),
        Registry = new() { Namespace = "packit" },
        Environments = new Dictionary<string, EnvironmentDefinition>
        {
            ["stg"] = new() { Cluster = "c", Namespace = "s", Branch = "main", ImageTag = "stg" },
            ["prod"] = new() { Cluster = "c", Namespace = "p", Branch = "stable", ImageTag = "prod", Production = true },
        },
        Workloads = [new() { Name = "web", ImageStream = "packit-dashboard" }],
        ImageStreams = [new() { Name = "packit-dashboard", Image = "quay.io/packit/dashboard" }],
    };

    public ImageWorld()
    {
        CodeHost = new CodeHostInMemory(Clock);
        Registry = new RegistryInMemory(Clock);
        Start = Clock.GetUtcNow();
        Context = World.Context(Definition, Clock, progress: this);
        World.Connections.CodeHost.Returns(CodeHost);
        World.Connections.Registry.Returns(Registry);
        Dashboard = World.Git.Push("dashboard.git", "stable", "Dashboard");
        Service = World.Git.Push("service.git", "stable", "Service");
        World.Git.Push("ogr.git", "stable", "Ogr");
    }

    public TestWorld World { get; } = new();

    public ManualTimeProvider Clock { get; } = new();

    public CodeHostInMemory CodeHost { get; }

    public RegistryInMemory Registry { get; }

    public DateTimeOffset Start { get; }

    public OperationContext Context { get; }

    public string Dashboard { get; }

    public string Service { get; }

    public ConcurrentQueue<(string Message, double? Fraction, TimeSpan At)> Progress { get; } = [];

    public void Report(string message, double? fraction = null) => Progress.Enqueue((message, fraction, Clock.GetUtcNow() - Start));

    public DateTimeOffset At(double minutes) => Start.AddMinutes(minutes);

    public void BuildDashboard(double minutes = 5, string conclusion = "success") =>
        CodeHost.Run("packit/dashboard", Dashboard, 1, At(1), TimeSpan.FromMinutes(minutes), conclusion);

    public void BuildService(double minutes = 40, string conclusion = "success") =>
        CodeHost.Run("packit/service", Service, 2, At(1), TimeSpan.FromMinutes(minutes), conclusion);

    public void PushDashboard(double minutes) => Registry.Push("dashboard", "prod", "sha256:d1", At(minutes), Dashboard);

    public void PushService(double minutes)
    {
        Registry.Push("service", "prod", "sha256:s1", At(minutes), Service);
        Registry.Push("worker", "prod", "sha256:w1", At(minutes), Service);
    }

    public async Task<(ImageReport Report, Failure? Failure)> WaitAsync(AwaitImagesRequest? request = null)
    {
        Task<Conclusion> wait = new AwaitImages().ConcludeAsync(request ?? new AwaitImagesRequest(), [], Context, CancellationToken.None);
        Conclusion conclusion = await Clock.RunAsync(wait);
        return (conclusion.Output.ShouldBeOfType<ImageReport>(), conclusion.Failure);
    }
}
