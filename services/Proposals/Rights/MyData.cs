using Participatory.Platform.Rights;
using Participatory.Platform.Storage;
using Participatory.Proposals.Voices;

namespace Participatory.Proposals.Rights;

/// <summary>What this service gives a person of themselves: their ideas with photos, what they support, what they said with what they
/// recorded or drew, how they sorted what others said, and where they chose.</summary>
internal static class MyData
{
    private static readonly Sql Ideas = new("""
        SELECT round_id, proposal_id, title, words, who_benefits, estimate_minor, shown_as, counts_for, state, supports, created_at
        FROM proposal WHERE proposer_subject = @subject ORDER BY sequence
        """);

    // The title is somebody else's; hidden or taken back it is for nobody here.
    private const string TitleOfOthers = """
        CASE WHEN proposal.state = 'WITHDRAWN' OR EXISTS (SELECT 1 FROM hiding hid
            WHERE hid.scope_id = proposal.round_id AND hid.item_id = proposal.proposal_id AND hid.part = 'WORDS'
                AND hid.state IN ('WAITING', 'HIDDEN', 'SECOND_LOOK', 'KEPT_HIDDEN')) THEN '' ELSE proposal.title END AS about
        """;

    private static readonly Sql Supports = new($"""
        SELECT support.round_id, support.proposal_id, {TitleOfOthers}, support.version, support.supported_at
        FROM support
        JOIN proposal ON proposal.round_id = support.round_id AND proposal.proposal_id = support.proposal_id
        WHERE support.supporter_subject = @subject ORDER BY support.supported_at
        """);

    private static readonly Sql Photos = new("""
        SELECT photo.round_id, photo.proposal_id, photo.photo_id AS file_id, photo.alt_text, photo.added_at FROM proposal_photo photo
        JOIN proposal ON proposal.round_id = photo.round_id AND proposal.proposal_id = photo.proposal_id
        WHERE photo.added_by = @subject OR (photo.added_by = '' AND proposal.proposer_subject = @subject) ORDER BY photo.added_at
        """);

    private static readonly Sql Files = new("""
        SELECT photo.photo_id AS file_id, photo.media_type FROM proposal_photo photo
        JOIN proposal ON proposal.round_id = photo.round_id AND proposal.proposal_id = photo.proposal_id
        WHERE photo.added_by = @subject OR (photo.added_by = '' AND proposal.proposer_subject = @subject) ORDER BY photo.photo_id
        """);

    private static readonly Sql Priorities = new("""
        SELECT meets.round_id, meets.proposal_id, theme.statement AS about, meets.priority_id FROM proposal_priority meets
        JOIN proposal ON proposal.round_id = meets.round_id AND proposal.proposal_id = meets.proposal_id
        JOIN priority ON priority.priority_id = meets.priority_id
        JOIN theme ON theme.theme_id = priority.theme_id
        WHERE proposal.proposer_subject = @subject ORDER BY proposal.sequence, priority.place
        """);

    private static readonly Sql Topics = new("""
        SELECT named.round_id, named.proposal_id, topic.name AS about, named.topic_id FROM proposal_topic named
        JOIN proposal ON proposal.round_id = named.round_id AND proposal.proposal_id = named.proposal_id
        JOIN topic ON topic.topic_id = named.topic_id
        WHERE proposal.proposer_subject = @subject ORDER BY proposal.sequence, topic.place
        """);

    private static readonly Sql Places = new("""
        SELECT spot.round_id, spot.proposal_id, spot.words AS place_words, spot.latitude, spot.longitude FROM proposal_place spot
        JOIN proposal ON proposal.round_id = spot.round_id AND proposal.proposal_id = spot.proposal_id
        WHERE proposal.proposer_subject = @subject ORDER BY proposal.sequence
        """);

    // What they chose, nobody knows.
    private static readonly Sql Choices = new("""
        SELECT mark.round_id, mark.area_code, round.title AS about FROM choice_mark mark
        JOIN round ON round.round_id = mark.round_id
        WHERE mark.chooser_subject = @subject ORDER BY mark.round_id, mark.area_code
        """);

    // The question is the council's.
    private static readonly Sql Voices = new("""
        SELECT voice.round_id, voice.voice_id, open_question.words AS about, voice.area_code, voice.words, voice.language, voice.audience,
            voice.first_name, voice.said_at
        FROM voice JOIN open_question ON open_question.question_id = voice.question_id
        WHERE voice.speaker_subject = @subject ORDER BY voice.sequence
        """);

    private static readonly Sql VoiceFacts = new("""
        SELECT voice.round_id, voice_file.voice_id AS file_id, voice_file.seconds
        FROM voice_file JOIN voice ON voice.voice_id = voice_file.voice_id
        WHERE voice.speaker_subject = @subject ORDER BY voice.sequence
        """);

    private static readonly Sql VoiceFiles = new("""
        SELECT voice_file.voice_id AS file_id, voice_file.media_type FROM voice_file JOIN voice ON voice.voice_id = voice_file.voice_id
        WHERE voice.speaker_subject = @subject ORDER BY voice_file.voice_id
        """);

    private static readonly Sql Piles = new("""
        SELECT card_sort.round_id, sort_pile.sort_id, sort_pile.pile, sort_pile.name
        FROM sort_pile JOIN card_sort ON card_sort.sort_id = sort_pile.sort_id
        WHERE sort_pile.sorter_subject = @subject ORDER BY card_sort.sequence, sort_pile.pile
        """);

    // The words are somebody else's, and hidden they are for nobody.
    private static readonly Sql SortedCards = new($"""
        SELECT card_sort.round_id, sorted_card.sort_id, sorted_card.pile, sorted_card.voice_id,
            CASE WHEN {VoiceRow.IsPublic} THEN v.words ELSE '' END AS about
        {VoiceRow.From}
        JOIN sorted_card ON sorted_card.voice_id = v.voice_id
        JOIN card_sort ON card_sort.sort_id = sorted_card.sort_id
        WHERE sorted_card.sorter_subject = @subject ORDER BY card_sort.sequence, sorted_card.pile, sorted_card.voice_id
        """);

    private static readonly Sql Enquiries = new($"""
        SELECT enquiry.round_id, enquiry.proposal_id, {TitleOfOthers}, enquiry.words, enquiry.shown_as, enquiry.for_council,
            enquiry.asked_at
        FROM enquiry
        JOIN proposal ON proposal.round_id = enquiry.round_id AND proposal.proposal_id = enquiry.proposal_id
        WHERE enquiry.asker_subject = @subject ORDER BY enquiry.sequence
        """);

    private static readonly Sql Answers = new($"""
        SELECT enquiry.round_id, enquiry.proposal_id, {TitleOfOthers}, said.answered_at, said.thanked_at
        FROM enquiry_answer said JOIN enquiry ON enquiry.enquiry_id = said.enquiry_id
        JOIN proposal ON proposal.round_id = enquiry.round_id AND proposal.proposal_id = enquiry.proposal_id
        WHERE said.author_subject = @subject ORDER BY said.answered_at
        """);

    private static readonly Sql AnswerVersions = new("""
        SELECT enquiry.round_id, enquiry.proposal_id, answer_version.version, answer_version.words, answer_version.written_at
        FROM enquiry_answer said JOIN answer_version ON answer_version.answer_id = said.answer_id
        JOIN enquiry ON enquiry.enquiry_id = said.enquiry_id
        WHERE answer_version.author_subject = @subject OR (said.by_council = 1 AND said.author_subject = @subject)
        ORDER BY said.answered_at, answer_version.version
        """);

    private static readonly Sql Versions = new("""
        SELECT round_id, proposal_id, version, title, words, who_benefits, written_at FROM proposal_version
        WHERE author_subject = @subject ORDER BY written_at, round_id, proposal_id, version
        """);

    private static readonly Sql Notes = new("""
        SELECT round_id, proposal_id, words, noted_at FROM proposal_note WHERE author_subject = @subject ORDER BY noted_at, note_id
        """);

    // The title is that of others, too; hidden it is for those who write it, and they do.
    private static readonly Sql Authors = new("""
        SELECT author.round_id, author.proposal_id, CASE WHEN author.left_at IS NULL THEN proposal.title ELSE '' END AS about,
            author.shown_as, author.joined_at, author.left_at
        FROM author JOIN proposal ON proposal.round_id = author.round_id AND proposal.proposal_id = author.proposal_id
        WHERE author.subject = @subject ORDER BY author.joined_at, author.round_id, author.proposal_id
        """);

    private static readonly Sql Invitations = new("""
        SELECT round_id, proposal_id, made_at, ends_at FROM author_invitation WHERE invited_by = @subject ORDER BY made_at, invitation_id
        """);

    // What others suggest is theirs; what came of it stands with the ideas.
    private static readonly Sql Joinings = new("""
        SELECT round_id, proposal_id, kind, title, words, who_benefits, state, made_at FROM joining
        WHERE suggested_by = @subject ORDER BY sequence
        """);

    private static readonly Sql Drafts = new("""
        SELECT draft.round_id, draft.area_code, draft.title, draft.words, draft.who_benefits, draft.estimate_minor, draft.shown_as,
            draft.counts_for, draft.priorities, draft.topics, draft.kept_at,
            draft.place_words, draft.latitude, draft.longitude, group_copy.name AS group_name
        FROM draft LEFT JOIN group_copy ON group_copy.group_id = draft.group_id
        WHERE draft.author_subject = @subject ORDER BY draft.kept_at, draft.draft_id
        """);

    // In which groups somebody is, as People says it; what is called what is a copy.
    private static readonly Sql Groups = new("""
        SELECT group_copy.name AS group_name FROM group_member JOIN group_copy ON group_copy.group_id = group_member.group_id
        WHERE group_member.subject = @subject ORDER BY group_member.group_id
        """);

    private static readonly Sql GroupIdeas = new("""
        SELECT group_idea.round_id, group_idea.proposal_id, group_copy.name AS group_name FROM group_idea
        JOIN proposal ON proposal.round_id = group_idea.round_id AND proposal.proposal_id = group_idea.proposal_id
        JOIN group_copy ON group_copy.group_id = group_idea.group_id
        WHERE proposal.proposer_subject = @subject ORDER BY proposal.sequence
        """);

    public static async Task Read(MyRows mine)
    {
        await mine.Add("proposal", Ideas);
        await mine.Add("proposal_version", Versions);
        await mine.Add("proposal_note", Notes);
        await mine.Add("author", Authors);
        await mine.Add("author_invitation", Invitations);
        await mine.Add("draft", Drafts);
        await mine.Add("joining", Joinings);
        await mine.Add("group_member", Groups);
        await mine.Add("group_idea", GroupIdeas);
        await mine.Add("proposal_priority", Priorities);
        await mine.Add("proposal_topic", Topics);
        await mine.Add("proposal_place", Places);
        await mine.Add("support", Supports);
        await mine.Add("choice_mark", Choices);
        await mine.Add("proposal_photo", Photos);
        await mine.Add("voice", Voices);
        await mine.Add("voice_file", VoiceFacts);
        await mine.Add("enquiry", Enquiries);
        await mine.Add("enquiry_answer", Answers);
        await mine.Add("answer_version", AnswerVersions);
        await mine.Add("sort_pile", Piles);
        await mine.Add("sorted_card", SortedCards);
        await mine.AddFiles("proposal_photo_piece", Files);
        await mine.AddFiles("voice_file_piece", VoiceFiles);
    }
}
