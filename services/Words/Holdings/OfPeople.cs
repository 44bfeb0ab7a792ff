namespace Participatory.Words.Holdings;

// In here, so that "Grants" is the kind of data and not the words of that room.
using static Participatory.Words.Holdings.HeldTable;
using static Participatory.Words.Holdings.PersonalKinds;

/// <summary>What People holds: the only place that knows how somebody is reached.</summary>
internal static class OfPeople
{
    public static HeldDatabase Database { get; } = new("People",
    [
        new("person", Of(Account, "subject language created_at seen_at end_told_at end_told_last_at")),
        new("address", Of(Email, "kind value subject proved_at")),
        new("address_change", Of(Email, "subject email new_attempt old_attempt session_id expires_at")),
        new("address_notice", Nobody("notice_id"), Of(Email, "email"))
        {
            NotGiven = "an address that they have left, until it is told",
        },
        new("staff_account", Of(Staff, "account_hash issuer_hash subject bound_at")),
        new("provider_account", Of(Account, "account_hash issuer_hash subject bound_at")),
        new("used_token", Nobody("token_hash", "of what a provider signed once, and nobody can read from it"), Nobody("expires_at")),
        new("staff", Of(Staff, "email shown_as roles areas ended_at ended_by")),
        new("staff_change", Of(Staff, "change_id email kind changed_at changed_as")),
        new("staff_role",
            Of(Staff, "email role state areas ends_at asked_by asked_as asked_at confirmed_by confirmed_as confirmed_at")),
        new("staff_log", Of(Staff, "entry_id email shown_as kind role areas ends_at changed_at changed_as")),
        new("passkey_reset", Of(Staff, "email asked_by asked_as asked_at confirmed_by confirmed_as confirmed_at")),
        new("staff_notice", Nobody("notice_id"), Of(Staff, "email")),
        new("sign_in_code", Of(SignInCodes, "attempt_id email source salt code_hash tries_left created_at expires_at used_at")),
        new("session", Of(Sessions, "secret_hash subject way reaches reaches_id begun_at seen_at expires_at passkey_at provider_at")),
        new("passkey",
            Of(Passkeys, "passkey_id subject place credential_hash credential_id name public_key use_count added_at used_at")),
        new("used_question", Nobody("question_hash", "of random bytes"), Nobody("expires_at")),
        new("security_event", Of(SecurityLog, "event_id happened_at kind subject about times")),
        new("notice",
            Of(Notices, "notice_id recipient reason details link_to link_id about_round about_project created_at sent_at"),
            Nobody("tries due_at set_aside_at"),
            Nobody("set_aside_reason", "which of three ways the mail server said no")),
        new("open_grant", Of(Grants, "award_id subject is_over"))
        {
            NotGiven = "that a grant of theirs is not finished, which Grants gives them",
        },
        new("mail", Of(Notices, "mail_id recipient subject body created_at")),
        new("house", Nobody("house_id kind")),
        new("council_profile",
            Nobody("version changed_at"),
            Nobody("name accent accent_dark privacy_words accessibility_words", "what the council says of itself"),
            Of(Staff, "contact_name contact_address contact_email contact_phone contact_hours privacy_contact changed_as")),
        new("council_letters",
            Nobody("version changed_at"),
            Nobody("heading words mail_words", "what the council says in its letters"),
            Of(Staff, "changed_as")),
        new("council_holidays", Nobody("version nation changed_at"), Of(Staff, "changed_as")),
        new("council_holiday", Nobody("version holiday")),
        new("logo_picture",
            Nobody("logo_id media_type width height size_bytes added_at"),
            Nobody("alt_text", "what the council's logo shows"),
            Of(Staff, "added_as")),
        new("logo_piece", Nobody("file_id piece"), Nobody("content", "the council's logo")),
        new("council_logo", Nobody("version logo_id changed_at"), Of(Staff, "changed_as")),
        new("community_group",
            Of(Groups, "group_id name_key founder_subject founded_at"),
            Nobody("sequence area_code version hidden_through number closed_at said")),
        new("group_version",
            Of(Groups, "group_id version name description changed_at"))
        {
            NotGiven = "what a group is called, which everybody can read on its page",
        },
        new("group_picture", Of(Groups, "picture_id group_id alt_text media_type width height size_bytes everybody_said_yes added_at"))
        {
            NotGiven = "a group's picture, which everybody can see on its page; who sent it in stands nowhere",
        },
        new("group_picture_piece", Of(Groups, "file_id piece content"))
        {
            NotGiven = "as the picture",
        },
        new("group_member",
            Of(Groups, "member_id group_id subject shown_as show_name state signer_place wants_close joined_at")),
        new("group_invitation", Of(Groups, "invitation_id group_id secret_hash state invited_by made_at ends_at")),
        new("following", Of(Following, "sequence subject kind round_id thing_id how_often followed_at")),
        new("following_news", Of(Following, "subject happening_id how_often due_at notice_id")),
        new("happening", Nobody(
            "happening_id reason round_id area_code thing_id mark happened_at", "what happened to an idea, a round or a group")),
        new("known_idea", Of(Ideas, "round_id proposal_id area_code title version hidden_number is_hidden withdrawn_at"))
        {
            NotGiven = "what an idea is called, which Proposals gives whoever had it",
        },
        new("known_round", Nobody("round_id title", "what the council calls a round")),
        new("known_area", Nobody("round_id area_code name number", "what a place is called")),
        new("work",
            Nobody("counted_by", "the name of a service"),
            Nobody("counted_at"),
            Of(Staff, "lines")),
        new("digest", Of(Staff, "email told_on notice_id said_hash")),
        new("support_told", Of(Notices, "round_id proposal_id supports told_on notice_id")),
        new("stopped_mail", Of(Email, "email kind stopped_at")),
    ]);
}
