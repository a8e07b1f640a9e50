namespace SolutionPackager;

/// <summary>Which of the two zips is packed from the one source.</summary>
/// <remarks>See <see href="https://learn.microsoft.com/power-platform/alm/solution-concepts-alm">solution concepts</see>.</remarks>
public enum PackageKind
{
    /// <summary>For development environments: components can be edited and stay when the solution is deleted.</summary>
    Unmanaged,

    /// <summary>For everybody else: sealed, upgradable, removed with the solution.</summary>
    Managed,
}
