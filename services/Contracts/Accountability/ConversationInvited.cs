namespace Participatory.Contracts.Accountability;

/// <summary>A group that was drawn by lot is invited to a conversation: an invitation and no audit.</summary>
public sealed record ConversationInvited(string ReportId, string Title, string RecipientSubject, DateTimeOffset InvitedAt);
