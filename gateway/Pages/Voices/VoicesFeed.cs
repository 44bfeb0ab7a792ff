using Participatory.Access.V1;
using Participatory.Gateway.Pages.Shared;
using Participatory.Gateway.Security;
using Participatory.Gateway.Settings;
using Participatory.Proposals.V1;

namespace Participatory.Gateway.Pages.Voices;

/// <summary>The latest voices of a round as an Atom feed (RFC 4287), without names and without those that are hidden.</summary>
[OpenTo(Role.Anyone)]
internal static class VoicesFeed
{
    public static async Task<IResult> Get(
        string id, string? question, string? area, ProposalsService.ProposalsServiceClient proposals, GatewaySettings settings,
        HttpContext context, CancellationToken cancellation)
    {
        var found = PublicVoices.Load(proposals, id, question, area, "", cancellation);
        var round = await proposals.GetRoundAsync(new GetRoundRequest { RoundId = id }, cancellationToken: cancellation);
        var (page, questions) = await found;
        var (root, voices) = (settings.Root(context.Request), page.Voices.Where(voice => voice.Hiding is null).ToList());
        var self = root + context.Request.Path + context.Request.QueryString;
        context.Response.Headers.CacheControl = "public, no-cache";
        using var text = new AtomText();
        using (var xml = AtomText.Write(text))
        {
            AtomText.Begin(xml, $"{Words.Voices.WallHeading}: {AtomText.Plain(round.Title)}", self, root + Links.Wall(id),
                voices.Count > 0 ? Words.Say.Machine(voices.Max(voice => voice.SayTime)!) : null);
            foreach (var voice in voices)
            {
                AtomText.Entry(xml, Entry(root, voice, questions.GetValueOrDefault(voice.QuestionId, "")));
            }

            xml.WriteEndElement();
        }

        return text.Answer();
    }

    private static AtomEntry Entry(string root, Voice voice, string question) => new(
        question, root + Links.VoiceOf(voice.RoundId, voice.VoiceId), Words.Say.Machine(voice.SayTime), Words.Voices.Somebody, voice.Words)
    {
        Language = VoiceWords.LangOf(voice),
        Enclosures = PublicVoices.FileAddressOf(voice, root) is { } file ? xml => AtomText.Link(xml, "enclosure", file) : null,
    };
}
