using System.Runtime.CompilerServices;

namespace ServiceGuru.Connectors.Tests.Yaml;

/// <summary>The service definition that ships.</summary>
internal static class ShippedDefinition
{
    public static string Path { get; } = Find();

    private static string Find([CallerFilePath] string here = "") =>
        System.IO.Path.GetFullPath("../../../module/services/packit.yaml", System.IO.Path.GetDirectoryName(here)!);
}
