using System.Reflection;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Razor.Hosting;

namespace Participatory.Tests.Harness;

/// <summary>What stands behind the pages of the gateway.</summary>
public static class PageModels
{
    private static readonly Dictionary<string, Type> Pages = Assembly.Load("Participatory.Gateway")
        .GetCustomAttributes<RazorCompiledItemAttribute>()
        .Where(item => typeof(Page).IsAssignableFrom(item.Type))
        .ToDictionary(item => item.Identifier, item => item.Type.GetProperty("Model")!.PropertyType, StringComparer.Ordinal);

    /// <summary>The model of a page.</summary>
    public static Type Of(PageActionDescriptor page) => Pages[page.RelativePath];
}
