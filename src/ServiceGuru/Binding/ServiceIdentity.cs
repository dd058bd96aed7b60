using System.Management.Automation;
using ServiceGuru.Services;

namespace ServiceGuru.Binding;

/// <summary>What <c>-Service</c> takes: a definition's path or file, the name of one that ships, or the definition itself.</summary>
public sealed class ServiceIdentity
{
    /// <summary>The property that Get-ServiceDefinition adds, so that an object still knows its file.</summary>
    internal const string PathProperty = "Path";

    /// <summary>Initializes a new instance of the <see cref="ServiceIdentity"/> class from a path or shipped name.</summary>
    /// <param name="path">The path or name, not empty.</param>
    public ServiceIdentity(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        Path = path;
    }

    /// <summary>Initializes a new instance of the <see cref="ServiceIdentity"/> class from a file.</summary>
    /// <param name="file">The file, as Get-Item and New-ServiceDefinition give it.</param>
    public ServiceIdentity(FileInfo file) => Path = (file ?? throw new ArgumentNullException(nameof(file))).FullName;

    /// <summary>Initializes a new instance of the <see cref="ServiceIdentity"/> class from a definition.</summary>
    /// <param name="definition">The definition.</param>
    public ServiceIdentity(ServiceDefinition definition)
    {
        Definition = definition ?? throw new ArgumentNullException(nameof(definition));
        DefinitionPath = PSObject.AsPSObject(definition).Properties[PathProperty]?.Value as string;
    }

    /// <summary>Gets the path or shipped name, or null.</summary>
    public string? Path { get; }

    /// <summary>Gets the definition, or null.</summary>
    public ServiceDefinition? Definition { get; }

    /// <summary>Gets the file that <see cref="Definition"/> came from, or null.</summary>
    public string? DefinitionPath { get; }

    /// <inheritdoc/>
    public override string ToString() => Path ?? Definition!.Name;
}
