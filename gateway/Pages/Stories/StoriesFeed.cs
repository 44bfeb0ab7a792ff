using System.Globalization;
using System.Text;
using System.Xml;
using Participatory.Access.V1;
using Participatory.Accountability.V1;
using Participatory.Gateway.Pages.My.Stories;
using Participatory.Gateway.Pages.Shared;
using Participatory.Gateway.Security;
using Participatory.Gateway.Settings;

namespace Participatory.Gateway.Pages.Stories;

/// <summary>The newest stories as an Atom feed (RFC 4287), of all areas or of one.</summary>
[OpenTo(Role.Anyone)]
internal static class StoriesFeed
{
    private const string Atom = AtomText.Namespace;

    public static async Task<IResult> Get(
        string? area, string? round, AccountabilityService.AccountabilityServiceClient accountability, GatewaySettings settings,
        Words.Say say, HttpContext context, CancellationToken cancellation)
    {
        var stories = (await accountability.ListStoriesAsync(
            new ListStoriesRequest { RoundId = round ?? "", AreaCode = area ?? "", PageSize = PublicStories.InFile },
                cancellationToken: cancellation)).Stories;
        context.Response.Headers.CacheControl = "public, no-cache";
        return Results.Text(
            Write(stories, settings.Root(context.Request), context.Request, settings.Council.Name, say),
            "application/atom+xml; charset=utf-8", Encoding.UTF8);
    }

    private static string Write(Google.Protobuf.Collections.RepeatedField<Story> stories, string root, HttpRequest request, string council,
        Words.Say say)
    {
        using var text = new AtomText();
        using (var xml = AtomText.Write(text))
        {
            AtomText.Begin(
                xml, $"{Words.Stories.Title}, {council}", root + request.Path + request.QueryString, root + "/stories",
                stories.Count > 0 ? Words.Say.Machine(stories.Max(story => story.AnswerTime ?? story.TellTime)!) : null);
            foreach (var story in stories)
            {
                Entry(xml, root, story, say);
            }

            xml.WriteEndElement();
        }

        return text.ToString();
    }

    private static void Entry(XmlWriter xml, string root, Story story, Words.Say say)
    {
        xml.WriteStartElement("entry", Atom);
        xml.WriteElementString("title", Atom, AtomText.Plain(HidingWords.TitleOf(story, say)));
        xml.WriteElementString("id", Atom, root + Links.Story(story.ReportId));
        xml.WriteElementString("published", Atom, Words.Say.Machine(story.TellTime));
        xml.WriteElementString("updated", Atom, Words.Say.Machine(story.AnswerTime ?? story.TellTime));
        xml.WriteStartElement("author", Atom);
        xml.WriteElementString("name", Atom, story.ToldBy.Length > 0 ? AtomText.Plain(story.ToldBy) : Words.Stories.TheGroup);
        xml.WriteEndElement();
        AtomText.Link(xml, "alternate", root + Links.Story(story.ReportId));
        foreach (var photo in story.Photos)
        {
            xml.WriteStartElement("link", Atom);
            xml.WriteAttributeString("rel", "enclosure");
            xml.WriteAttributeString("type", photo.MediaType);
            xml.WriteAttributeString("length", photo.SizeBytes.ToString(CultureInfo.InvariantCulture));
            xml.WriteAttributeString("title", AtomText.Plain(photo.AltText));
            xml.WriteAttributeString("href", root + Links.Photo(photo.PhotoId));
            xml.WriteEndElement();
        }

        xml.WriteStartElement("content", Atom);
        xml.WriteAttributeString("type", "text");
        xml.WriteString(AtomText.Plain(string.Join("\n\n", story.Tellings.Select(telling =>
            telling.Question == Question.Unspecified ? telling.Words : $"{TellForm.TextOf(telling.Question)}\n{telling.Words}"))));
        xml.WriteEndElement();
        xml.WriteEndElement();
    }
}
