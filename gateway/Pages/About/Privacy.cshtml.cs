using System.Globalization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Security;
using Participatory.Gateway.Settings;
using Participatory.Words;
using Participatory.Words.Holdings;

namespace Participatory.Gateway.Pages.About;

/// <summary>What is held of people, as the catalogue has it, and what they can ask for.</summary>
[OpenTo(Role.Anyone)]
public sealed class PrivacyModel(GatewaySettings settings, Say say) : PageModel
{
    /// <summary>The regulator's own page and telephone number.</summary>
    public const string Complain = "https://ico.org.uk/make-a-complaint/";

    public const string ComplainPhone = "0303 123 1113";

    public Settings.Council Council => settings.Council;

    public void OnGet()
    {
    }

    /// <param name="what">"Title", "What", "Why" or "Seen".</param>
    public static string Of(PersonalKind kind, string what) => Sentence(kind.Name + what);

    public string Basis(PersonalKind kind) => Sentence($"Basis{settings.Council.Notices.BasisOf(kind)}");

    public string Kept(PersonalKind kind)
    {
        var sentence = Sentence(kind.Name + "Kept");
        return kind.Ends is { } ends ? say.Fill(sentence, Days(ends), Days(Period.SentMessages)) : sentence;
    }

    private string Days(Period period) => say.Count(Words.Time.Days, settings.Retention.DaysOf(period));

    private static string Sentence(string name) => Words.Privacy.ResourceManager.GetString(name, CultureInfo.CurrentUICulture)
        ?? throw new InvalidOperationException($"Privacy.resx has no {name}.");
}
