namespace Participatory.Gateway.Pages.Shared;

/// <summary>Where things are. Ids of published elections may hold a slash, which an address carries as %2F.</summary>
public static class Links
{
    public static string Round(string roundId) => $"/rounds/{Escaped(roundId)}";

    public static string Ideas(string roundId, string? area = null) => Round(roundId) + "/ideas" + Query("area", area);

    /// <summary>Ideas that meet a priority, as their proposers say.</summary>
    public static string IdeasFor(string roundId, string area, string priorityId) =>
        $"{Ideas(roundId)}?area={Escaped(area)}&priority={Escaped(priorityId)}";

    /// <summary>The ideas of a round, narrowed and in order; what is empty does not stand in the address.</summary>
    public static string FoundIdeas(string roundId, params IReadOnlyList<(string Name, string? Value)> asked) =>
        Asking(Ideas(roundId), asked);

    private static string Asking(string path, params IReadOnlyList<(string Name, string? Value)> asked)
    {
        var said = asked.Where(one => !string.IsNullOrEmpty(one.Value)).Select(one => $"{one.Name}={Escaped(one.Value!)}").ToList();
        return path + (said.Count > 0 ? "?" + string.Join('&', said) : "");
    }

    /// <summary>Over all rounds.</summary>
    public const string Search = "/search";

    public static string IdeasFeed(string roundId) => Round(roundId) + "/ideas.atom";

    /// <summary>The map of a round, of one of its areas, or of a part of it.</summary>
    /// <param name="box">South, west, north and east in hundred-thousandths of a degree, with commas between them.</param>
    /// <param name="grants">Only what was chosen.</param>
    public static string Map(string roundId, string? area = null, string? box = null, bool grants = false) =>
        Asking(Round(roundId) + "/map", ("area", area), ("box", box), ("grants", grants ? "true" : ""));

    /// <summary>The map of the newest rounds, or a part of it.</summary>
    public static string TownMap(string? box = null) => "/map" + Query("box", box);

    /// <summary>The areas of a round as a picture.</summary>
    public static string AreasFile(string roundId, string? area = null) => Round(roundId) + "/areas.svg" + Query("area", area);

    /// <summary>Ideas with a point, for maps of others.</summary>
    public static string IdeasGeoJson(string roundId) => Round(roundId) + "/ideas.geojson";

    public const string RoundsFeed = "/rounds.atom";

    public const string ResultsFeed = "/results.atom";

    public static string Priorities(string roundId, string? area = null) => Round(roundId) + "/priorities" + Query("area", area);

    public static string ChooseThemes(string roundId, string area) => $"{Priorities(roundId)}/choose?area={Escaped(area)}";

    public static string Idea(string roundId, string proposalId) => $"{Round(roundId)}/ideas/{Escaped(proposalId)}";

    /// <param name="photoId">Null is the first one.</param>
    public static string IdeaPhoto(string roundId, string proposalId, string? photoId = null) =>
        Idea(roundId, proposalId) + "/photo" + Query("photo", photoId);

    public static string Report(string roundId, string proposalId) => Idea(roundId, proposalId) + "/report";

    /// <summary>All that happened to an idea, day by day.</summary>
    public static string Timeline(string roundId, string proposalId) => Idea(roundId, proposalId) + "/timeline";

    public static string TimelineFile(string roundId, string proposalId) => Timeline(roundId, proposalId) + ".json";

    /// <summary>What was asked about an idea.</summary>
    public static string Enquiries(string roundId, string proposalId) => Idea(roundId, proposalId) + "/questions";

    public static string Enquiry(string roundId, string proposalId, string enquiryId) =>
        $"{Enquiries(roundId, proposalId)}/{Escaped(enquiryId)}";

    /// <param name="answerId">Null is the question itself.</param>
    public static string ReportEnquiry(string roundId, string proposalId, string enquiryId, string? answerId = null) =>
        Enquiry(roundId, proposalId, enquiryId) + "/report" + Query("answer", answerId);

    public static string ReportStory(string reportId) => Story(reportId) + "/report";

    public static string Logo(string logoId) => $"/logo/{Escaped(logoId)}";

    public const string WhatWeHid = "/hidden";

    /// <summary>What an idea said before.</summary>
    public static string Versions(string roundId, string proposalId) => Idea(roundId, proposalId) + "/versions";

    public static string EditIdea(string roundId, string proposalId) => Idea(roundId, proposalId) + "/edit";

    /// <summary>Who writes an idea.</summary>
    public static string Writers(string roundId, string proposalId) => Idea(roundId, proposalId) + "/writers";

    /// <summary>Where an idea is joined with another one, and split again.</summary>
    public static string Joining(string roundId, string proposalId) => Idea(roundId, proposalId) + "/joining";

    /// <summary>Where somebody writes what it would say with the other one.</summary>
    public static string JoiningWith(string roundId, string proposalId, string otherId) =>
        Joining(roundId, proposalId) + Query("With", otherId);

    /// <summary>What was suggested, as those who write this idea see it.</summary>
    public static string Suggestion(string roundId, string proposalId, string joiningId) =>
        $"{Joining(roundId, proposalId)}/{Escaped(joiningId)}";

    /// <summary>Where somebody joins those who write an idea, by their link.</summary>
    public static string Join(string secret) => $"/join/{Escaped(secret)}";

    /// <summary>An idea that is not finished.</summary>
    public static string Draft(string roundId, string draftId) => $"{Propose(roundId)}?draft={Escaped(draftId)}";

    public static string AddPhoto(string roundId, string proposalId) => Idea(roundId, proposalId) + "/add-photo";

    /// <summary>What people said while a round listened.</summary>
    public static string Wall(string roundId) => Round(roundId) + "/voices";

    public static string Answer(string roundId, string questionId) => $"{Wall(roundId)}/answer/{Escaped(questionId)}";

    public static string VoiceOf(string roundId, string voiceId) => $"{Wall(roundId)}/{Escaped(voiceId)}";

    /// <summary>What was recorded or drawn.</summary>
    public static string VoiceFile(string roundId, string voiceId) => VoiceOf(roundId, voiceId) + "/file";

    public static string ReportVoice(string roundId, string voiceId) => VoiceOf(roundId, voiceId) + "/report";

    /// <param name="kind">"atom", "csv" or "json".</param>
    public static string VoicesFile(string roundId, string kind) => $"{Wall(roundId)}.{kind}";

    /// <summary>Where people put voices together, each on their own.</summary>
    public static string Sorting(string roundId) => Round(roundId) + "/sorting";

    public static string SortCards(string roundId, string sortId) => $"{Sorting(roundId)}/{Escaped(sortId)}";

    public static string Sorted(string roundId, string sortId) => SortCards(roundId, sortId) + "/result";

    /// <summary>What many people say, each with its voices.</summary>
    public static string ThemesOf(string roundId) => Round(roundId) + "/themes";

    public static string ThemeOf(string roundId, string themeId) => $"{ThemesOf(roundId)}/{Escaped(themeId)}";

    /// <summary>What somebody without an account said, by their link.</summary>
    public static string MyVoice(string secret) => $"/my-voice/{Escaped(secret)}";

    public static string MyVoiceFile(string secret) => MyVoice(secret) + "/file";

    /// <summary>Where somebody listens, by their link.</summary>
    public static string Listening(string secret) => $"/listen/{Escaped(secret)}";

    public static string WriteDown(string secret, string questionId) => $"{Listening(secret)}/write/{Escaped(questionId)}";

    public static string PlayBack(string secret, string voiceId) => $"{Listening(secret)}/read/{Escaped(voiceId)}";

    /// <summary>Where people join a room.</summary>
    public const string Opera = "/opera";

    /// <summary>Somebody's place in a room.</summary>
    public static string OperaPlace(string secret) => $"{Opera}/{Escaped(secret)}";

    public static string OperaResults(string roundId) => Round(roundId) + "/opera";

    public static string OperaResult(string roundId, string roomId) => $"{OperaResults(roundId)}/{Escaped(roomId)}";

    public static string Propose(string roundId) => Round(roundId) + "/propose";

    public static string Vote(string roundId) => Round(roundId) + "/vote";

    public static string Register(string roundId) => Round(roundId) + "/register";

    public static string ChangeVote(string roundId) => Vote(roundId) + "?handler=Card";

    public static string Bundle(string roundId) => Round(roundId) + "/bundle.jsonl";

    public static string Check(string pollId, string? code = null) => $"/polls/{Escaped(pollId)}/check" + Query("code", code);

    public static string Letters(string pollId) => $"/polls/{Escaped(pollId)}/letters";

    public static string Result(string roundId, string? area = null) => Round(roundId) + "/result" + Query("area", area);

    public static string Election(string roundId, string area) => $"{Round(roundId)}/election-{Escaped(area)}.pb";

    public static string Money(string roundId) => Round(roundId) + "/money";

    public static string Promises(string roundId, string? area = null) => Round(roundId) + "/promises" + Query("area", area);

    public static string Outcomes(string roundId, string? area = null) => Round(roundId) + "/you-said" + Query("area", area);

    public static string WithUs(string roundId) => Round(roundId) + "/with-us";

    public static string Learned(string roundId) => Round(roundId) + "/learned";

    public static string Fairness(string roundId, string? area = null) => Round(roundId) + "/fairness" + Query("area", area);

    public static string AboutMe(string roundId) => $"/my/about/{Escaped(roundId)}";

    public static string MyThemes(string reportId) => $"/my/themes/{Escaped(reportId)}";

    public static string HowWasIt(string roundId, string projectId, string step) =>
        $"/my/steps/{Escaped(roundId)}/{Escaped(projectId)}/{step}";

    public static string HowLong(string roundId, string projectId, string step) => HowWasIt(roundId, projectId, step) + "/minutes";
    public const string Closes = "/ledger";

    public const string WholeLedger = "/ledger/all.jsonl";

    public static string Close(string date) => $"{Closes}/{Escaped(date)}";

    public static string Ledger(string roundId) => Round(roundId) + "/ledger.jsonl";

    public static string Stories(string? area = null) => "/stories" + Query("area", area);

    public static string Story(string reportId) => $"/stories/{Escaped(reportId)}";

    /// <param name="secret">Of a funder, through whose link it is seen; null is for everybody.</param>
    public static string Photo(string photoId, string? secret = null) => $"{Funder(secret)}/photos/{Escaped(photoId)}";

    /// <param name="secret">As of a photo.</param>
    public static string Voice(string voiceId, string? secret = null) => $"{Funder(secret)}/voices/{Escaped(voiceId)}";

    public static string Funder(string? secret) => secret is null ? "" : $"/funders/{Escaped(secret)}";

    public static string Embed(string reportId) => Story(reportId) + "/embed";

    public static string MyGrant(string awardId) => $"/my/grants/{Escaped(awardId)}";

    public static string Holding(string awardId) => MyGrant(awardId) + "/money";

    public static string Hosting(string awardId) => $"/hosting/{Escaped(awardId)}";

    public static string MyStory(string reportId) => $"/my/stories/{Escaped(reportId)}";

    public const string Groups = "/groups";

    public const string NewGroup = "/groups/new";

    public const string MyGroups = "/my/groups";

    public static string Group(string groupId) => $"{Groups}/{Escaped(groupId)}";

    public static string ChangeGroup(string groupId) => Group(groupId) + "/change";

    public static string GroupMembers(string groupId) => Group(groupId) + "/members";

    public static string ReportGroup(string groupId) => Group(groupId) + "/report";

    public static string GroupPicture(string groupId) => Group(groupId) + "/picture";

    public static string AddGroupPicture(string groupId) => Group(groupId) + "/add-picture";

    /// <summary>Where somebody who is invited says yes or no, by their link.</summary>
    public static string JoinGroup(string secret) => $"/join-group/{Escaped(secret)}";

    public const string MyFollowing = "/my/following";

    public static string FollowIdea(string roundId, string proposalId) => Idea(roundId, proposalId) + "/follow";

    /// <param name="area">Empty for the whole round.</param>
    public static string FollowRound(string roundId, string? area = null) => Round(roundId) + "/follow" + Query("area", area);

    public static string FollowGroup(string groupId) => Group(groupId) + "/follow";

    /// <summary>What a route has of an id, as the services know it.</summary>
    public static string Read(string routeValue) => Uri.UnescapeDataString(routeValue);

    private static string Escaped(string id) => Uri.EscapeDataString(id);

    private static string Query(string name, string? value) => string.IsNullOrEmpty(value) ? "" : $"?{name}={Uri.EscapeDataString(value)}";
}
