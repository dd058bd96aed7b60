using System.Reflection;
using System.Runtime.Loader;
using ServiceGuru.Loader;
using ServiceGuru.Services;

namespace ServiceGuru.Tests.Loader;

/// <summary>The rules of the load context, on the assemblies beside this one.</summary>
public sealed class LoadContextTests
{
    private readonly LoadContext _context = new(AppContext.BaseDirectory);

    [Fact]
    public void Core_is_shared_so_that_scripts_can_name_its_types() =>
        Load("ServiceGuru.Core").ShouldBeSameAs(typeof(ServiceDefinition).Assembly);

    [Fact]
    public void The_loader_is_not_loaded_a_second_time() => Load("ServiceGuru.Loader").ShouldBeSameAs(typeof(LoadContext).Assembly);

    [Theory]
    [InlineData("ServiceGuru.Connectors")]
    [InlineData("YamlDotNet")]
    [InlineData("Polly.Core")]
    public void What_others_may_have_in_another_version_stays_apart(string name) =>
        AssemblyLoadContext.GetLoadContext(Load(name)).ShouldBeSameAs(_context);

    [Fact]
    public void The_base_class_library_comes_from_the_default_context() =>
        AssemblyLoadContext.GetLoadContext(Load("System.Text.Json")).ShouldBeSameAs(AssemblyLoadContext.Default);

    [Fact]
    public void The_cmdlets_lie_in_the_context() =>
        AssemblyLoadContext.GetLoadContext(_context.LoadModule()).ShouldBeSameAs(_context);

    [Fact]
    public void The_loader_needs_nothing_but_the_base_class_library() =>
        typeof(LoadContext).Assembly.GetReferencedAssemblies().ShouldAllBe(reference => reference.Name!.StartsWith("System.", StringComparison.Ordinal));

    private Assembly Load(string name) => _context.LoadFromAssemblyName(new AssemblyName(name));
}
