using System.Globalization;
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
    public static async Task<IResult> Get(
        string? area, string? round, AccountabilityService.AccountabilityServiceClient accountability, GatewaySettings settings,
        Words.Say say, HttpContext context, CancellationToken cancellation)
    {
        var stories = (await accountability.ListStoriesAsync(
            new ListStoriesRequest { RoundId = round ?? "", AreaCode = area ?? "", PageSize = PublicStories.InFile },
                cancellationToken: cancellation)).Stories;
        context.Response.Headers.CacheControl = "public, no-cache";
        var root = settings.Root(context.Request);
        using var text = new AtomText();
        using (var xml = AtomText.Write(text))
        {
            AtomText.Begin(
                xml, $"{Words.Stories.Title}, {settings.Council.Name}", root + context.Request.Path + context.Request.QueryString,
                root + "/stories",
                stories.Count > 0 ? Words.Say.Machine(stories.Max(story => story.AnswerTime ?? story.TellTime)!) : null);
            foreach (var story in stories)
            {
                AtomText.Entry(xml, Entry(root, story, say));
            }

            xml.WriteEndElement();
        }

        return text.Answer();
    }

    private static AtomEntry Entry(string root, Story story, Words.Say say) => new(
        HidingWords.TitleOf(story, say), root + Links.Story(story.ReportId), Words.Say.Machine(story.AnswerTime ?? story.TellTime),
        story.ToldBy.Length > 0 ? story.ToldBy : Words.Stories.TheGroup,
        string.Join("\n\n", story.Tellings.Select(telling =>
            telling.Question == Question.Unspecified ? telling.Words : $"{TellForm.TextOf(telling.Question)}\n{telling.Words}")))
    {
        Published = Words.Say.Machine(story.TellTime), Enclosures = xml => Photos(xml, root, story),
    };

    private static void Photos(XmlWriter xml, string root, Story story)
    {
        foreach (var photo in story.Photos)
        {
            xml.WriteStartElement("link", AtomText.Namespace);
            xml.WriteAttributeString("rel", "enclosure");
            xml.WriteAttributeString("type", photo.MediaType);
            xml.WriteAttributeString("length", photo.SizeBytes.ToString(CultureInfo.InvariantCulture));
            xml.WriteAttributeString("title", AtomText.Plain(photo.AltText));
            xml.WriteAttributeString("href", root + Links.Photo(photo.PhotoId));
            xml.WriteEndElement();
        }
    }
}
