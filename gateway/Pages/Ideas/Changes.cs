using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Participatory.Gateway.Pages.Ideas;

/// <summary>What somebody changed in a text, drawn by _Changes.</summary>
public sealed record Changes(string Before, string After)
{
    /// <summary>
    /// Both texts in one, marked word by word, and said where marks are not seen. It is put together here, because each space and each
    /// line end of it is somebody's.
    /// </summary>
    public IHtmlContent Drawn()
    {
        var html = new HtmlContentBuilder();
        foreach (var piece in Words.WordChanges.Between(Before, After))
        {
            var (tag, said) = piece.Fate switch
            {
                Words.WordFate.Removed => ("del", Words.Writing.Removed),
                Words.WordFate.Added => ("ins", Words.Writing.Added),
                _ => ("", ""),
            };
            if (tag.Length == 0)
            {
                html.Append(piece.Text);
                continue;
            }

            var hidden = new TagBuilder("span");
            hidden.AddCssClass("govuk-visually-hidden");
            hidden.InnerHtml.Append($"{said} ");
            var mark = new TagBuilder(tag);
            mark.InnerHtml.AppendHtml(hidden).Append(piece.Text);
            html.AppendHtml(mark);
        }

        return html;
    }
}
