using System.Text;
using System.Xml;
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
                Entry(xml, root, voice, questions.GetValueOrDefault(voice.QuestionId, ""));
            }

            xml.WriteEndElement();
        }

        return Results.Text(text.ToString(), "application/atom+xml; charset=utf-8", Encoding.UTF8);
    }

    private static void Entry(XmlWriter xml, string root, Voice voice, string question)
    {
        var address = root + Links.VoiceOf(voice.RoundId, voice.VoiceId);
        xml.WriteStartElement("entry", AtomText.Namespace);
        xml.WriteElementString("title", AtomText.Namespace, AtomText.Plain(question));
        xml.WriteElementString("id", AtomText.Namespace, address);
        xml.WriteElementString("updated", AtomText.Namespace, Words.Say.Machine(voice.SayTime));
        xml.WriteStartElement("author", AtomText.Namespace);
        xml.WriteElementString("name", AtomText.Namespace, Words.Voices.Somebody);
        xml.WriteEndElement();
        AtomText.Link(xml, "alternate", address);
        if (PublicVoices.FileAddressOf(voice, root) is { } file)
        {
            AtomText.Link(xml, "enclosure", file);
        }

        xml.WriteStartElement("content", AtomText.Namespace);
        xml.WriteAttributeString("type", "text");
        if (VoiceWords.LangOf(voice) is { } language)
        {
            xml.WriteAttributeString("xml", "lang", null, language);
        }

        xml.WriteString(AtomText.Plain(voice.Words));
        xml.WriteEndElement();
        xml.WriteEndElement();
    }
}
