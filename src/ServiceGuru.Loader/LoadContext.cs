using System.Reflection;
using System.Runtime.Loader;

namespace ServiceGuru.Loader;

/// <summary>
/// Keeps what ServiceGuru is made of apart from what other modules load, so that two versions of one library can live in
/// one PowerShell process. <c>ServiceGuru.Core</c> is the exception: scripts name its types, and PowerShell resolves type
/// names in the default context only.
/// </summary>
public sealed class LoadContext : AssemblyLoadContext
{
    private const string ModuleName = "ServiceGuru";
    private const string SharedName = "ServiceGuru.Core";

    private static readonly Lazy<Assembly> Module = new(() => new LoadContext(OwnDirectory).LoadModule());

    private readonly string _directory;

    internal LoadContext(string directory)
        : base(ModuleName) => _directory = directory;

    private static string OwnDirectory => Path.GetDirectoryName(typeof(LoadContext).Assembly.Location)!;

    /// <summary>Whether the assembly with the cmdlets is loaded: an import that finds it so is not the first one.</summary>
    public static bool IsInitialized => Module.IsValueCreated;

    /// <summary>Gives the assembly with the cmdlets; the first call loads it. Safe to call from any thread.</summary>
    /// <returns>The same assembly every time: a process has one ServiceGuru.</returns>
    public static Assembly Initialize() => Module.Value;

    internal Assembly LoadModule()
    {
        // Eagerly: a script may write [ServiceGuru.Services.ServiceDefinition] before any cmdlet has used it.
        LoadFromAssemblyName(new AssemblyName(SharedName));
        return LoadFromAssemblyPath(PathOf(ModuleName));
    }

    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        AssemblyName own = typeof(LoadContext).Assembly.GetName();
        if (assemblyName.Name == own.Name)
        {
            return typeof(LoadContext).Assembly;
        }

        string path = PathOf(assemblyName.Name!);
        if (!File.Exists(path))
        {
            // The engine's and the base class library's assemblies come from the default context.
            return null;
        }

        return assemblyName.Name == SharedName ? Default.LoadFromAssemblyPath(path) : LoadFromAssemblyPath(path);
    }

    private string PathOf(string assembly) => Path.Combine(_directory, assembly + ".dll");
}
