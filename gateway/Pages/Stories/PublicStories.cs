using Participatory.Accountability.V1;

namespace Participatory.Gateway.Pages.Stories;

/// <summary>Stories as everybody sees them, for files that others fetch: a feed, data, a frame on another page.</summary>
internal static class PublicStories
{
    /// <summary>How many a feed or a file of data holds; it says where the rest is.</summary>
    public const int InFile = 50;

    /// <summary>The story without the parts that are for the group, the council or funders, who may be the ones that look.</summary>
    /// <returns>Null where nothing is left.</returns>
    public static Story? Only(Story story)
    {
        var seen = story.Clone();
        seen.Tellings.Clear();
        seen.Tellings.AddRange(story.Tellings.Where(part => part.Audience == Audience.Everybody));
        seen.Photos.Clear();
        seen.Photos.AddRange(story.Photos.Where(part => part.Audience == Audience.Everybody));
        seen.Voices.Clear();
        seen.Voices.AddRange(story.Voices.Where(part => part.Audience == Audience.Everybody));
        seen.Videos.Clear();
        seen.Videos.AddRange(story.Videos.Where(part => part.Audience == Audience.Everybody));
        return seen.Tellings.Count + seen.Photos.Count + seen.Voices.Count + seen.Videos.Count > 0 ? seen : null;
    }
}
