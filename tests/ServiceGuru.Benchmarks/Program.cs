using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

// In process: BenchmarkDotNet 0.14 can't build for .NET 10 by itself. Run it in Release: dotnet run -c Release.
if (args is ["long-run"])
{
    await ServiceGuru.Benchmarks.LongRun.RunAsync();
    return;
}

if (args is ["import"])
{
    await ServiceGuru.Benchmarks.ImportCost.RunAsync();
    return;
}

IConfig config = DefaultConfig.Instance.AddJob(Job.Default
    .WithToolchain(InProcessEmitToolchain.Instance)
    .WithWarmupCount(2)
    .WithIterationCount(8));
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args, config);
