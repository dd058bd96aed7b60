using System.Reflection;

namespace ServiceGuru.Tests.Layout;

/// <summary>The types that a script meets when it has one of some: what they are made of, and what their properties give.</summary>
internal static class ShownTypes
{
    private static readonly HashSet<string> Own = ["ServiceGuru", "ServiceGuru.Core"];

    // Whatever else lies beside the module is loaded apart, also where its name begins with System.
    private static readonly HashSet<string> Apart =
    [
        .. Directory.EnumerateFiles(Path.Combine(BuiltModule.Directory, "bin", "net8.0"), "*.dll")
            .Select(file => Path.GetFileNameWithoutExtension(file))
            .Except(Own),
    ];

    public static bool MayShow(Type type)
    {
        string assembly = type.Assembly.GetName().Name!;
        return !Apart.Contains(assembly) && (Own.Contains(assembly) || assembly.StartsWith("System.", StringComparison.Ordinal));
    }

    public static IReadOnlyList<(Type Type, string By)> Of(IEnumerable<Type> types)
    {
        Dictionary<Type, string> found = [];
        Queue<(Type Type, string By)> open = new(types.Select(type => (type, "itself")));
        while (open.TryDequeue(out (Type Type, string By) next))
        {
            if (!found.TryAdd(next.Type, next.By))
            {
                continue;
            }

            IEnumerable<Type> parts = next.Type.HasElementType ? [next.Type.GetElementType()!] : next.Type.GetGenericArguments();
            foreach (Type part in parts)
            {
                open.Enqueue((part, next.By));
            }

            if (Own.Contains(next.Type.Assembly.GetName().Name!))
            {
                foreach (PropertyInfo property in next.Type.GetProperties())
                {
                    open.Enqueue((property.PropertyType, $"{next.Type.Name}.{property.Name}"));
                }
            }
        }

        return [.. found.Select(pair => (pair.Key, pair.Value))];
    }
}
