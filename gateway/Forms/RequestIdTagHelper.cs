using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Participatory.Gateway.Forms;

/// <summary>
/// <c>&lt;request-id /&gt;</c>: an id that the form gets when it is made, so that sending it twice does once. A form
/// that comes back with something to put right keeps its id: if the first sending had gone through after all, the
/// second gets the same answer. The page binds it as <c>Guid RequestId</c>.
/// </summary>
[HtmlTargetElement("request-id", TagStructure = TagStructure.WithoutEndTag)]
public sealed class RequestIdTagHelper : TagHelper
{
    public const string Name = "RequestId";

    [ViewContext, HtmlAttributeNotBound]
    public required ViewContext View { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var sent = View.ViewData.ModelState.GetValueOrDefault(Name)?.AttemptedValue;
        output.TagName = "input";
        output.TagMode = TagMode.SelfClosing;
        output.Attributes.SetAttribute("type", "hidden");
        output.Attributes.SetAttribute("name", Name);
        output.Attributes.SetAttribute("value", Guid.TryParseExact(sent, "D", out var id) ? id.ToString() : Guid.NewGuid().ToString());
    }
}
