using System.Diagnostics;
using System.Management.Automation;
using System.Runtime.Loader;
using Polly;
using Polly.Retry;
using YamlDotNet.Serialization;

namespace ServiceGuru.OldNeighbor;

/// <summary>Uses both libraries, and says which versions of them it got, from where.</summary>
[Cmdlet(VerbsCommon.Get, "Neighbor")]
[OutputType(typeof(Neighbor))]
public sealed class GetNeighborCommand : PSCmdlet
{
    protected override void ProcessRecord()
    {
        ResiliencePipeline pipeline = new ResiliencePipelineBuilder()
            .AddRetry(new RetryStrategyOptions { MaxRetryAttempts = 2, Delay = TimeSpan.Zero })
            .Build();
        int tries = 0;
        string name = pipeline.Execute(() => ++tries == 2
            ? new DeserializerBuilder().Build().Deserialize<Dictionary<string, string>>("name: next door")["name"]
            : throw new TimeoutException());
        WriteObject(new Neighbor(name, tries, Describe(typeof(ResiliencePipeline)), Describe(typeof(Deserializer))));
    }

    // The assembly version of Polly is the same for all of 8.
    private static string Describe(Type type)
    {
        FileVersionInfo file = FileVersionInfo.GetVersionInfo(type.Assembly.Location);
        return $"{file.FileMajorPart}.{file.FileMinorPart}.{file.FileBuildPart} in {AssemblyLoadContext.GetLoadContext(type.Assembly)!.Name}";
    }
}
