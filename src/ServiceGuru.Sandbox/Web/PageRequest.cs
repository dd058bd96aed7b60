using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace ServiceGuru.Sandbox.Web;

/// <summary>The page that a request asks for.</summary>
/// <param name="Number">The page, from 1 on.</param>
/// <param name="Size">Items a page.</param>
internal sealed record PageRequest(int Number, int Size)
{
    /// <summary>Gets how many items come before the page.</summary>
    public int Skip => (int)Math.Min(int.MaxValue, (Number - 1L) * Size);

    /// <summary>Reads the page from the query.</summary>
    /// <param name="request">The request.</param>
    /// <param name="sizeParameter">The name of the parameter with the page's size.</param>
    /// <param name="standard">The size if none is given.</param>
    /// <param name="most">The greatest size allowed.</param>
    public static PageRequest Read(HttpRequest request, string sizeParameter, int standard, int most) =>
        new(Math.Max(1, Integer(request, "page", 1)), Math.Clamp(Integer(request, sizeParameter, standard), 1, most));

    /// <summary>A number of the query, or a standard value where it is missing or none.</summary>
    public static int Integer(HttpRequest request, string name, int standard) =>
        int.TryParse(request.Query[name], NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : standard;

    /// <summary>The items of the page.</summary>
    public IReadOnlyList<T> Of<T>(IReadOnlyList<T> all) => [.. all.Skip(Skip).Take(Size)];
}
