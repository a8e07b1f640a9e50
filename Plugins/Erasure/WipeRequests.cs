namespace Offboarding.Plugins.Erasure;

/// <summary>How many requests the kernel sends: what a plan multiplies to say how long a run takes, and what a test holds it to.</summary>
public static class WipeRequests
{
    /// <summary>For each account and contact to whom rows of the chunk belong: the update on which holds wait.</summary>
    public const int FencePerSubject = 1;

    /// <summary>For each chunk with a token: the subject's key. One more when it is made.</summary>
    public const int KeyPerChunk = 1;

    /// <summary>For each table of the chunk, to look at it: its rows; for activities their parties, too.</summary>
    public const int ReadPerTable = 1;

    /// <summary>As <see cref="ReadPerTable"/>, for activities.</summary>
    public const int ReadPerActivityTable = 2;

    /// <summary>For each row: null, text, token, postcode2, detach, rewrite_party and the file of a note together. None for a row that is masked.</summary>
    public const int MaskPerRow = 1;

    /// <summary>For each closed activity: opened, masked, closed again.</summary>
    public const int MaskPerClosedActivity = 3;

    /// <summary>For each pair of leading characters of a postcode in one column of one table.</summary>
    public const int PostcodePerPair = 1;

    /// <summary>For each row that goes.</summary>
    public const int DeletePerRow = 1;

    /// <summary>To overwrite a key: its row, the update.</summary>
    public const int DestroyKey = 2;
}
