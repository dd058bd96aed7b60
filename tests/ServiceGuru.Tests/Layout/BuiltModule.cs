using System.Reflection;

namespace ServiceGuru.Tests.Layout;

/// <summary>The module as the build lays it out.</summary>
internal static class BuiltModule
{
    public static string Root { get; } = Metadata("RepositoryRoot");

    public static string Version { get; } = Metadata("ModuleVersion");

    public static string Configuration { get; } = Metadata("Configuration");

    public static string Directory { get; } = Path.Combine(Root, "output", "ServiceGuru", Version);

    public static string Manifest { get; } = Path.Combine(Directory, "ServiceGuru.psd1");

    private static string Metadata(string key) => typeof(BuiltModule).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == key).Value!;
}
