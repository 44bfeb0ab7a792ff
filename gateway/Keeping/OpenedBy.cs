using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Participatory.Gateway.People;

namespace Participatory.Gateway.Keeping;

/// <summary>
/// Every form that changes something says who opened it: a sealed subject, empty where nobody was signed in. What one person began is so
/// never sent in another's name, and what they wrote comes back to them alone.
/// </summary>
[HtmlTargetElement("form", Attributes = "method")]
public sealed class OpenedByTagHelper : TagHelper
{
    [ViewContext, HtmlAttributeNotBound]
    public required ViewContext View { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        if (!string.Equals(output.Attributes["method"]?.Value?.ToString(), "post", StringComparison.OrdinalIgnoreCase))
        {
            return;
        }

        var field = new TagBuilder("input")
        {
            TagRenderMode = TagRenderMode.SelfClosing,
            Attributes = { ["type"] = "hidden", ["name"] = OpenedBy.Field, ["value"] = OpenedBy.Seal(View.HttpContext) },
        };
        output.PostContent.AppendHtml(field);
    }
}

/// <summary>Who opened a form.</summary>
internal static class OpenedBy
{
    public const string Field = "OpenedBy";

    public static string Seal(HttpContext context) => Protector(context).Protect(Person.CallerOf(context.User).Subject);

    /// <returns>The subject, empty for nobody; null where the seal is not of our making.</returns>
    public static string? Open(HttpContext context, string? sealedSubject)
    {
        if (string.IsNullOrEmpty(sealedSubject))
        {
            return null;
        }

        try
        {
            return Protector(context).Unprotect(sealedSubject);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static IDataProtector Protector(HttpContext context) =>
        context.RequestServices.GetRequiredService<IDataProtectionProvider>().CreateProtector("opened by");
}
